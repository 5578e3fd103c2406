import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import test, { after, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { loadInstalled } from '../installed/load-installed.ts';
import { verifyChisels } from '../installed/verify-chisels.ts';
import { readLockFile } from '../lock/lock-file.ts';
import { anyProgram, sampleFiles, temporaryFolder, writeTree } from '../testing/samples.ts';
import { installChisel, installChisels } from './install-chisels.ts';

const dyingFile = fileURLToPath(new URL('../testing/dying-child.ts', import.meta.url));
const kills = 200;
const compileCache = mkdtempSync(join(tmpdir(), 'chisel-compile-cache-'));
const schemas = new URL('../manifest/compile-schema.ts', import.meta.url).href;
// one script starts in a part of the time that its sources take
const childFile = join(compileCache, 'install-child.mjs');
await build({
  entryPoints: [fileURLToPath(new URL('../testing/install-child.ts', import.meta.url))],
  outfile: childFile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  // where the schemas are, and packages that are asked for by name
  define: { 'import.meta.url': JSON.stringify(schemas) },
  banner: {
    js: `import { createRequire as _from } from 'node:module'; const require = _from('${schemas}');`,
  },
  logLevel: 'silent',
});
after(() => rmSync(compileCache, { recursive: true, force: true }));

function startChild(home: string, rounds: number, specs: readonly string[]) {
  return spawn(process.execPath, [childFile, home, String(rounds), ...specs], {
    stdio: ['ignore', 'pipe', 'inherit'],
    // most of a child's time is its start
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
  });
}

async function dieAt(home: string, spec: string, change: number): Promise<boolean> {
  const child = spawn(process.execPath, [dyingFile, home, spec, String(change)], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
  });
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  return signal === 'SIGKILL';
}

/** Without what SQLite writes while it holds the lock. */
const namesIn = (home: string): string =>
  readdirSync(home)
    .filter((name) => !name.endsWith('-journal'))
    .sort()
    .join(' ');

function chiselFolder(t: TestContext, manifest: object): string {
  return writeTree(temporaryFolder(t), sampleFiles(manifest));
}

test(
  `after ${kills} kills the old or the new set is there, whole`,
  { timeout: 180_000 },
  async (t) => {
    const home = temporaryFolder(t);
    const sets = ['1.0.0', '2.0.0'].map((version) =>
      ['sample', 'other'].map((name) => chiselFolder(t, { name, version })),
    );
    await installChisels(sets[0] ?? [], { home, ...anyProgram });
    const versions = new Set<string>();
    for (let kill = 0; kill < kills; kill++) {
      const child = startChild(
        home,
        10_000,
        sets.map((set) => set.join()),
      );
      await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
      assert.equal(child.exitCode, null);
      // an install takes a few milliseconds: an odd step spreads the kills over all its points;
      // on a slow machine it takes longer
      const spanMs = versions.size < 2 ? 60 + 4 * kill : 60;
      await sleep((kill * 13.7) % spanMs);
      child.kill('SIGKILL');
      await once(child, 'exit');
      const [sample, other] = ['sample', 'other'].map((name) => loadInstalled(name, { home }));
      assert.match(sample?.manifest.version ?? '', /^[12]\.0\.0$/);
      assert.equal(sample?.manifest.version, other?.manifest.version);
      versions.add(sample?.manifest.version ?? '');
      for (const { changes } of verifyChisels(undefined, { home })) assert.deepEqual(changes, []);
    }
    assert.equal(versions.size, 2);
    await installChisels(sets[0] ?? [], { home, ...anyProgram });
    assert.deepEqual(readdirSync(home).sort(), ['.busy', 'chisel.lock', 'chisels']);
    // the installed versions, and those before
    assert.ok(readdirSync(join(home, 'chisels')).length <= 4);
  },
);

test('killed before any one change on the disk, it leaves the old or the new version', async (t) => {
  const home = temporaryFolder(t);
  const specs = ['1.0.0', '2.0.0'].map((version) => chiselFolder(t, { version }));
  await installChisel(String(specs[0]), { home, ...anyProgram });
  const versions: string[] = [];
  for (let change = 1; await dieAt(home, String(specs[1]), change); change++) {
    const { manifest } = loadInstalled('sample', { home });
    versions.push(manifest.version);
    assert.deepEqual(verifyChisels(undefined, { home })[0]?.changes, []);
    if (manifest.version === '2.0.0')
      await installChisel(String(specs[0]), { home, ...anyProgram });
  }
  assert.deepEqual([...new Set(versions)], ['1.0.0', '2.0.0']);
  assert.ok(versions.length > 15, versions.join(' '));
});

test('killed before any one change of the first install, the next one succeeds', async (t) => {
  const spec = chiselFolder(t, {});
  const leftovers = new Set<string>();
  for (let change = 1; ; change++) {
    const home = join(temporaryFolder(t), 'home');
    if (!(await dieAt(home, spec, change))) break;
    if (existsSync(home)) leftovers.add(namesIn(home));
    await installChisel(spec, { home, ...anyProgram });
    assert.deepEqual(verifyChisels(undefined, { home })[0]?.changes, []);
    assert.deepEqual(readdirSync(home).sort(), ['.busy', 'chisel.lock', 'chisels']);
    assert.equal(readdirSync(join(home, 'chisels')).length, 1);
  }
  for (const names of ['', '.busy', '.busy chisels', '.busy .chisel-staging chisels'])
    assert.ok(leftovers.has(names), [...leftovers].join('; '));
});

test('processes that install at once lose nothing', { timeout: 60_000 }, async (t) => {
  const home = temporaryFolder(t);
  const names = Array.from({ length: 12 }, (_unused, index) => `sample-${index}`);
  const folders = names.map((name) => chiselFolder(t, { name }));
  const children = [0, 1, 2, 3].map((part) =>
    startChild(home, 2, folders.slice(part * 3, part * 3 + 3)),
  );
  const exits = await Promise.all(children.map((child) => once(child, 'exit')));
  assert.deepEqual(
    exits.map(([code]) => code as number),
    [0, 0, 0, 0],
  );
  assert.deepEqual(Object.keys(readLockFile(home).chisels), names.sort());
  for (const { changes } of verifyChisels(undefined, { home })) assert.deepEqual(changes, []);
});

test('installs in one process lose nothing', async (t) => {
  const home = temporaryFolder(t);
  const names = ['a', 'b', 'c', 'd'];
  await Promise.all(
    names.map((name) => installChisel(chiselFolder(t, { name }), { home, ...anyProgram })),
  );
  assert.deepEqual(Object.keys(readLockFile(home).chisels), names);
});

test('a reader never sees a chisel between two versions', { timeout: 60_000 }, async (t) => {
  const home = temporaryFolder(t);
  const specs = ['1.0.0', '2.0.0'].map((version) => chiselFolder(t, { version }));
  await installChisel(String(specs[0]), { home, ...anyProgram });
  const child = startChild(home, 40, specs);
  let reads = 0;
  for (; child.exitCode === null; reads++) {
    assert.match(loadInstalled('sample', { home }).manifest.version, /^[12]\.0\.0$/);
    await sleep(0);
  }
  assert.equal(child.exitCode, 0);
  assert.ok(reads > 10);
});
