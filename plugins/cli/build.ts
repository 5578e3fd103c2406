import { spawnSync } from 'node:child_process';
import { cpSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleGuest } from '@chisel/lua/guest-code.ts';
import { readGuestModules } from '@chisel/typescript/guest-modules.ts';
import type { RunKind } from './load-bundle.ts';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { bundleExternals } from './bundle-externals.ts';

/**
 * Bundles the command into `dist/`, for a fast start: Node reads one file instead of some hundred, has no
 * types to strip, and finds it compiled. Modules that only some commands use run when those ask for
 * them; packages stay outside. CommonJS, because Node's own modules load quicker from there: an
 * import makes all that they export, streams and promises included, and `require` what is used.
 */

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
/** For npm: in `lib/`, with the files that it reads beside it, instead of where they are in the project. */
const isPublished = process.argv.includes('--published');
const outdir = `${here}/${isPublished ? 'lib' : 'dist'}`;
const staging = `${here}/dist-${String(process.pid)}`;

/** What `import.meta` has in a module, for one that became part of a script. */
const moduleUrls = `const _url = require('node:url').pathToFileURL;`;

/** The Lua guest stays in a file of its own: a run without Lua must not read it. */
const luaGuestReader =
  "const _luaGuest = () => require('node:fs').readFileSync(" +
  "require('node:path').dirname(__filename) + '/lua-guest.js', 'utf8');" +
  "const _luaSnapshot = () => require('node:path').dirname(__filename) + '/lua-guest.snapshot';";

/** Keeps URLs of each source what they are without the bundle. */
const keepUrls: Plugin = {
  name: 'keep-urls',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const from = isPublished ? `assets/${relative(root, path)}` : relative(outdir, path);
      const contents = readFileSync(path, 'utf8')
        .replaceAll(
          'import.meta.url',
          `new URL(${JSON.stringify(from.split(sep).join('/'))}, _url(__filename)).href`,
        )
        .replaceAll('import.meta.resolve(', '((name) => _url(require.resolve(name)).href)(')
        .replaceAll('import.meta.main', 'false');
      return { contents, loader: 'ts' };
    });
  },
};

/** Tables as texts that are parsed on use: V8 keeps those as they are, and would keep each row of a literal. */
const jsonTexts: Plugin = {
  name: 'json-texts',
  setup({ onLoad }) {
    onLoad({ filter: /\.json$/ }, ({ path }) => {
      const text = JSON.stringify(JSON.parse(readFileSync(path, 'utf8')));
      return { contents: `module.exports = JSON.parse(${JSON.stringify(text)});`, loader: 'js' };
    });
  },
};

/** Leaves the command proper out of the first file, which only decides what to run. */
const startApart: Plugin = {
  name: 'start-apart',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/main\.ts$/ }, () => ({ path: '../main.ts', external: true }));
  },
};

const options: BuildOptions = {
  outdir: staging,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node24',
  minifySyntax: true,
  minifyWhitespace: true,
  logLevel: 'warning',
  external: [...bundleExternals],
};

const luaGuest = bundleGuest();

await mkdir(staging, { recursive: true });
try {
  await build({ ...options, entryPoints: [`${here}/start.ts`], plugins: [startApart] });
  const { metafile } = await build({
    ...options,
    metafile: true,
    entryPoints: [`${here}/run.ts`],
    // A script that V8 has made before can't import; what it loads on use, it requires.
    supported: { 'dynamic-import': false },
    banner: { js: moduleUrls + luaGuestReader },
    plugins: [keepUrls, jsonTexts],
    define: {
      CHISEL_GUEST_MODULES: JSON.stringify(JSON.stringify(readGuestModules())),
      CHISEL_LUA_GUEST: '_luaGuest',
      CHISEL_LUA_SNAPSHOT: '_luaSnapshot',
    },
  });
  writeFileSync(`${staging}/lua-guest.js`, luaGuest.code);
  await build({
    ...options,
    entryPoints: [`${here}/../typescript/compile-worker.ts`],
    banner: { js: moduleUrls },
    plugins: [keepUrls],
  });
  if (isPublished) copyAssets();
  else {
    runApart('keep-snapshot.ts');
    for (const kind of ['counting', 'lines', 'chisels'] satisfies RunKind[]) {
      runApart('keep-code.ts', kind);
    }
  }
  const bundled = Object.keys(metafile.inputs).filter((path) => !path.includes('node_modules'));
  const guests = globSync([
    `${here}/../typescript/guest/*.ts`,
    `${here}/../isolate/guest/*.ts`,
    `${here}/../../sdk/*.ts`,
    `${here}/../lua/{guest,vm,lib51,compiled}/**/*.ts`,
  ]);
  const starters = [
    `${here}/start.ts`,
    `${here}/load-bundle.ts`,
    `${here}/../typescript/compile-worker.ts`,
    `${here}/../typescript/check-types.ts`,
  ];
  const fromDist = [...bundled, ...guests, ...starters].map((path) =>
    relative(outdir, resolve(path)).split(sep).join('/'),
  );
  writeFileSync(`${staging}/sources.json`, JSON.stringify(isPublished ? [] : fromDist));
  await rm(outdir, { recursive: true, force: true });
  await rename(staging, outdir);
} finally {
  await rm(staging, { recursive: true, force: true });
}

/** Without what it makes the command only starts slower, so a machine on which it fails builds all the same. */
function runApart(script: string, ...args: readonly string[]): void {
  const node = ['--min-semi-space-size=16', `${here}/${script}`, `${staging}/`];
  spawnSync(process.execPath, [...node, ...args], { stdio: 'ignore' });
}

/** What the sources name by their own place, at the same places below `assets/`. */
function copyAssets(): void {
  const files = globSync(
    [
      'registry/{manifest,resolve,serve}/*.{json,css}',
      'registry/embedded/**/*.*',
      'plugins/cli/templates/**/*.*',
      'probe/dist/*',
    ],
    { cwd: root },
  );
  for (const file of files) cpSync(`${root}/${file}`, `${staging}/assets/${file}`);
}
