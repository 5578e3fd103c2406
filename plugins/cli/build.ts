import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readGuestModules } from '@chisel/typescript/guest-modules.ts';
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

/** Leaves the command proper out of the first file, which only decides what to run. */
const startApart: Plugin = {
  name: 'start-apart',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/run\.ts$/ }, () => ({ path: './run.mjs', external: true }));
    onResolve({ filter: /^\.\/main\.ts$/ }, () => ({ path: '../main.ts', external: true }));
  },
};

await mkdir(staging, { recursive: true });
try {
  const { metafile } = await build({
    metafile: true,
    entryPoints: [`${here}/start.ts`, `${here}/run.ts`],
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
    plugins: [keepUrls, startApart],
    define: { CHISEL_GUEST_MODULES: JSON.stringify(JSON.stringify(readGuestModules())) },
  });
  const bundled = Object.keys(metafile.inputs).filter((path) => !path.includes('node_modules'));
  const guests = globSync([
    `${here}/../typescript/guest/*.ts`,
    `${here}/../isolate/guest/*.ts`,
    `${here}/../../sdk/*.ts`,
  ]);
  const fromDist = [...bundled, ...guests].map((path) =>
    relative(outdir, resolve(path)).split(sep).join('/'),
  );
  writeFileSync(`${staging}/sources.json`, JSON.stringify(fromDist));
  await rm(outdir, { recursive: true, force: true });
  await rename(staging, outdir);
} finally {
  await rm(staging, { recursive: true, force: true });
}
