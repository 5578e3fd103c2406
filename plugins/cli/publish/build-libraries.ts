import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { readGuestModules } from '@chisel/typescript/guest-modules.ts';
import { commandFolder, packageFolders, root } from './workspace.ts';

/** Made by other programs, for tests, or for building: no part of a library. */
const leftOut =
  /(^|\/)(node_modules|dist|lib|chisels|templates|addon|bpf|publish|test)\/|\.test\.ts$|\/generate-[^/]*$|^probe\/build/;
const forTests = /^(?!sdk\/).*\/testing\//;

/**
 * Makes `lib/` of every package but the command's: JavaScript, declarations, and the files beside
 * them. That the types fit is what the checks of the project are for.
 */
export function buildLibraries(): void {
  const folders = packageFolders.filter((folder) => folder !== commandFolder);
  for (const folder of folders) rmSync(join(root, folder, 'lib'), { recursive: true, force: true });
  compile(folders);
  for (const folder of folders) copyAssets(folder);
  const guests = join(root, 'plugins/typescript/lib/guest-modules.json');
  writeFileSync(guests, JSON.stringify(readGuestModules()));
}

function compile(folders: readonly string[]): void {
  const sources = folders.flatMap((folder) =>
    filesOf(folder).filter((path) => path.endsWith('.ts')),
  );
  const program = ts.createProgram(
    sources.map((path) => join(root, path)),
    compilerOptions(),
  );
  program.emit(undefined, (path, text) => write(path, text));
}

function compilerOptions(): ts.CompilerOptions {
  const file = join(root, 'tsconfig.json');
  const { config } = ts.readConfigFile(file, (path) => readFileSync(path, 'utf8'));
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  return {
    ...options,
    noEmit: false,
    declaration: true,
    rewriteRelativeImportExtensions: true,
    rootDir: root,
    outDir: root,
  };
}

/** What is emitted for `core/a.ts` stands in `core/lib/a.js`. */
function write(path: string, text: string): void {
  const from = path.slice(root.length);
  const folder = packageFolders.find((one) => from.startsWith(`${one}/`));
  if (folder === undefined || folder === commandFolder || from.endsWith('.json')) return;
  const to = join(root, folder, 'lib', from.slice(folder.length + 1));
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, to.endsWith('.d.ts') ? withJsNames(text) : text);
}

/** Declarations keep the names of sources, which are not published. */
function withJsNames(declarations: string): string {
  return declarations.replaceAll(/(from |import\()(['"])(\.{1,2}\/[^'"]*)\.ts\2/g, '$1$2$3.js$2');
}

function copyAssets(folder: string): void {
  const assets = filesOf(folder).filter(
    (path) => !isSource(path) && !/\.md$|\/package\.json$|\/\./.test(path),
  );
  // what the probe is made of is built before, and a machine that can't build it does without
  const built = folder === 'probe' ? globSync('probe/dist/*', { cwd: root }) : [];
  for (const path of [...assets, ...built]) {
    cpSync(join(root, path), join(root, folder, 'lib', path.slice(folder.length + 1)));
  }
}

function filesOf(folder: string): string[] {
  return globSync(`${folder}/**/*.*`, {
    cwd: root,
    exclude: (path) => /(^|\/)(node_modules|lib)$/.test(path),
  })
    .filter((path) => !leftOut.test(path) && !forTests.test(path))
    .sort();
}

function isSource(path: string): boolean {
  return path.endsWith('.ts') && !path.endsWith('.d.ts');
}
