/** What a run of installed chisels needs of the registry; it loads neither archive nor schema code before it must. */
export { loadFolder } from './installed/load-folder.ts';
export { loadInstalled, type HomeOptions, type LoadedChisel } from './installed/load-installed.ts';
export { askedWith, manifestLimits, type Manifest, type ManifestArg } from './manifest/manifest.ts';
