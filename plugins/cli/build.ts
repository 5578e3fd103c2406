import { readFileSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

/**
 * Bundles the command into `dist/`, for a fast start: Node reads a few files instead of some hundred and
 * has no types to strip. What only some commands load stays in files of its own; packages stay outside.
 */

const here = dirname(fileURLToPath(import.meta.url));
const outdir = `${here}/dist`;
const staging = `${here}/dist-${String(process.pid)}`;

/** Keeps `import.meta.url` of each source what it is without the bundle. */
const keepUrls: Plugin = {
  name: 'keep-urls',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const from = relative(outdir, path).split(sep).join('/');
      const url = `new URL(${JSON.stringify(from)}, import.meta.url).href`;
      const contents = readFileSync(path, 'utf8').replaceAll('import.meta.url', `(${url})`);
      return { contents, loader: 'ts' };
    });
  },
};

/** Leaves the command proper out of the first file, which only switches the code cache on. */
const runApart: Plugin = {
  name: 'run-apart',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/run\.ts$/ }, () => ({ path: './run.mjs', external: true }));
  },
};

await mkdir(staging, { recursive: true });
await build({
  entryPoints: [`${here}/main.ts`, `${here}/run.ts`],
  outdir: staging,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  minifySyntax: true,
  minifyWhitespace: true,
  logLevel: 'warning',
  external: ['isolated-vm', 'typescript', 'ajv', 'tar', 'ssri', 'semver', 're2js', 'esbuild'],
  banner: {
    js: "import { createRequire as _createRequire } from 'node:module'; const require = _createRequire(import.meta.url);",
  },
  plugins: [keepUrls, runApart],
});
await rm(outdir, { recursive: true, force: true });
await rename(staging, outdir);
