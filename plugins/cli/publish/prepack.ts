import { spawnSync } from 'node:child_process';
import { existsSync, globSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { bundleExternals } from '../bundle-externals.ts';
import { commandManifest, publishedManifest } from './published-manifest.ts';
import { savedManifest, restoreManifest } from './saved-manifest.ts';
import { commandFolder, packageFolders, readPackage, root } from './workspace.ts';

/**
 * Run by npm in a package before it is packed: builds what is published and puts the published
 * package.json in the place of the one for development, which `postpack` brings back.
 */
const folder = relative(root, process.cwd());
restoreManifest(folder);
if (folder === commandFolder) buildBundle();
else if (isStale()) (await import('./build-libraries.ts')).buildLibraries();
const own = readPackage(folder);
const published =
  folder === commandFolder
    ? commandManifest(own, packageFolders.map(readPackage), bundleExternals)
    : publishedManifest(own);
const file = join(root, folder, 'package.json');
renameSync(file, savedManifest(folder));
writeFileSync(file, `${JSON.stringify(published, null, 2)}\n`);

function buildBundle(): void {
  const built = spawnSync(process.execPath, ['build.ts', '--published'], { stdio: 'inherit' });
  if (built.status !== 0) throw new Error('the bundle could not be built');
}

/** All libraries are built at once; packing ten packages must not do it ten times. */
function isStale(): boolean {
  const made = join(root, 'plugins/typescript/lib/guest-modules.json');
  if (!existsSync(made)) return true;
  const madeMs = statSync(made).mtimeMs;
  return packageFolders.some((one) =>
    globSync(`${one}/**/*.{ts,json,css}`, { cwd: root, exclude: (path) => path.endsWith('lib') })
      .filter((path) => !/(^|\/)(node_modules|lib|dist)\/|package\.json$/.test(path))
      .some((path) => statSync(join(root, path)).mtimeMs > madeMs),
  );
}
