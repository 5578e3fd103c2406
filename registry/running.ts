/** What a run of chisels needs of the registry; it loads neither archive nor schema code before it must. */
export { findChisel, chiselPath, type FoundChisel } from './installed/find-chisel.ts';
export { loadFolder } from './installed/load-folder.ts';
export { loadInstalled, type HomeOptions, type LoadedChisel } from './installed/load-installed.ts';
export { askedWith, manifestLimits, type Manifest, type ManifestArg } from './manifest/manifest.ts';
