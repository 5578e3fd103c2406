import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import type { ChiselError } from '@chisel/core/errors/chisel-error.ts';
import { installChisel } from '../install/install-chisels.ts';
import {
  anyProgram,
  sampleFiles,
  temporaryFolder,
  writeRegistry,
  writeTree,
} from '../testing/samples.ts';
import { chiselInfo } from './chisel-info.ts';
import { findChisel } from './find-chisel.ts';
import { listChisels } from './list-chisels.ts';
import { loadFolder } from './load-folder.ts';
import { loadInstalled } from './load-installed.ts';
import { uninstallChisel } from './uninstall-chisel.ts';
import { verifyChisels } from './verify-chisels.ts';

async function installSample(t: TestContext) {
  const home = temporaryFolder(t);
  const registry = writeRegistry(temporaryFolder(t));
  const { folder } = await installChisel('sample', { home, registry, ...anyProgram });
  return { home, registry, folder };
}

const tampering: [string, (folder: string) => void, RegExp][] = [
  [
    'one changed byte',
    (folder) => {
      const bytes = readFileSync(join(folder, 'sample.ts'));
      bytes[0] = (bytes[0] ?? 0) ^ 1;
      writeFileSync(join(folder, 'sample.ts'), bytes);
    },
    /sample\.ts was changed/,
  ],
  [
    'a changed build',
    (folder) => writeFileSync(join(folder, '.built/sample.js'), 'evil'),
    /\.built\/sample\.js was changed/,
  ],
  ['a missing file', (folder) => rmSync(join(folder, 'README.md')), /README\.md is missing/],
  ['a missing folder', (folder) => rmSync(folder, { recursive: true }), /cannot be used/],
];

for (const [what, tamper, change] of tampering) {
  test(`${what} is noticed, and the chisel does not run`, async (t) => {
    const { home, folder } = await installSample(t);
    tamper(folder);
    assert.match(String(verifyChisels(['sample'], { home })[0]?.changes), change);
    assert.throws(() => loadInstalled('sample', { home }), { code: 'CHISEL_REGISTRY_CHANGED' });
  });
}

test('an added file and a link are noticed', async (t) => {
  const { home, folder } = await installSample(t);
  writeFileSync(join(folder, 'extra.ts'), '');
  assert.deepEqual(verifyChisels(undefined, { home })[0]?.changes, ['extra.ts was added']);
  symlinkSync('/etc/passwd', join(folder, 'link'));
  assert.match(String(verifyChisels(undefined, { home })[0]?.changes), /a link or a device/);
});

test('an uninstalled chisel leaves nothing', async (t) => {
  const { home } = await installSample(t);
  assert.equal(await uninstallChisel('sample', { home }), '1.0.0');
  assert.deepEqual(readdirSync(join(home, 'chisels')), []);
  assert.throws(() => loadInstalled('sample', { home }), { code: 'CHISEL_REGISTRY_NOT_INSTALLED' });
});

for (const name of ['sampel', '__proto__', 'constructor']) {
  test(`'${name}' is not installed`, async (t) => {
    const { home } = await installSample(t);
    const error = { code: 'CHISEL_REGISTRY_NOT_INSTALLED' };
    await assert.rejects(uninstallChisel(name, { home }), error);
    assert.throws(() => loadInstalled(name, { home }), error);
    assert.throws(() => verifyChisels([name], { home }), error);
    assert.throws(() => findChisel(name, { home, path: [] }), error);
  });
}

test('a list tells what is installed and what could be', async (t) => {
  const { home, registry } = await installSample(t);
  const mine = writeTree(temporaryFolder(t), sampleFiles({ name: 'mine' }));
  await installChisel(mine, { home, ...anyProgram });
  const listed = await listChisels({ home, registry });
  const common = { description: 'Counts events.', category: 'Misc', installed: '1.0.0' };
  assert.deepEqual(listed, [
    { name: 'mine', ...common },
    { name: 'sample', ...common, available: '1.0.0' },
  ]);
});

test('a list with a damaged chisel is still a list', async (t) => {
  const { home, registry, folder } = await installSample(t);
  rmSync(join(folder, 'sample.ts'));
  const [sample] = await listChisels({ home, registry });
  assert.match(sample?.description ?? '', /not what was installed/);
});

test('nothing installed is an empty list and no error', (t) => {
  assert.deepEqual(verifyChisels(undefined, { home: join(temporaryFolder(t), 'none') }), []);
});

test('info tells of an installed chisel and of one that could be', async (t) => {
  const { home, registry } = await installSample(t);
  const here = await chiselInfo('sample', { home, registry });
  const there = await chiselInfo('sample', { home: temporaryFolder(t), registry });
  assert.deepEqual([here.installed, there.installed], [true, false]);
  assert.deepEqual({ ...here, installed: false }, there);
  assert.equal(there.readme, '# sample\n');
});

test('folders of the path are searched first, in order', async (t) => {
  const { home } = await installSample(t);
  const [first, second] = [temporaryFolder(t), temporaryFolder(t)];
  const path = [join(first, 'nowhere'), first, second];
  assert.deepEqual(findChisel('sample', { home, path }), { kind: 'installed', name: 'sample' });
  writeTree(join(second, 'sample'), sampleFiles());
  const folder = join(second, 'sample');
  assert.deepEqual(findChisel('sample', { home, path }), { kind: 'folder', folder });
  writeFileSync(join(first, 'sample.lua'), '');
  const file = join(first, 'sample.lua');
  assert.deepEqual(findChisel('sample', { home, path }), { kind: 'lua', file });
  assert.deepEqual(findChisel('sample.lua', { home, path }), { kind: 'lua', file });
});

test('a path names a folder or a Lua file', (t) => {
  const folder = writeTree(temporaryFolder(t), sampleFiles());
  assert.deepEqual(findChisel(folder), { kind: 'folder', folder });
  assert.throws(() => findChisel(`${folder}/none`), { code: 'CHISEL_REGISTRY_NO_CHISEL_AT' });
});

test('a name that is nearly one of a chisel is corrected, that of one to install is not', (t) => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'mylog.lua'), '');
  const remedyFor = (name: string): string => {
    try {
      findChisel(name, { home: folder, after: [folder, join(folder, 'nowhere')] });
    } catch (error) {
      return (error as ChiselError).remedy ?? '';
    }
    return 'found';
  };
  assert.match(remedyFor('mylogg'), /Did you mean mylog\?/);
  assert.match(remedyFor('topfile'), /Did you mean topfiles\?/);
  assert.match(remedyFor('topfiles'), /chisel install topfiles/);
  assert.match(remedyFor('nothing-near'), /chisel install nothing-near/);
});

test('a name does not climb out of the path', (t) => {
  const folder = temporaryFolder(t);
  writeTree(join(folder, 'sample'), sampleFiles());
  const options = { home: folder, path: [join(folder, 'sub')] };
  assert.throws(() => findChisel('@a/../../sample', options), {
    code: 'CHISEL_REGISTRY_NOT_INSTALLED',
  });
});

test('a folder is loaded as it is', (t) => {
  const folder = writeTree(temporaryFolder(t), sampleFiles());
  const { manifest, files, program } = loadFolder(folder);
  assert.equal(manifest.name, 'sample');
  assert.equal(files.get('sample.ts'), 'export default 1;\n');
  assert.deepEqual([...program.files.keys()], ['sample.ts']);
  assert.equal(program.entry, 'sample.ts');
});

test('what the builder made runs in the place of the sources', async (t) => {
  const { home } = await installSample(t);
  const { program } = loadInstalled('sample', { home });
  assert.deepEqual(program, {
    entry: 'sample.js',
    files: new Map([['sample.js', 'export default 1;\n']]),
  });
});

test('without a builder that makes files the sources run', async (t) => {
  const home = temporaryFolder(t);
  const extra = { 'lib/more.ts': 'export {};\n', 'test/a.ts': '', 'notes.txt': '' };
  const folder = writeTree(temporaryFolder(t), sampleFiles({}, extra));
  const builders = { typescript: () => Promise.resolve([new Map<string, string>()]) };
  await installChisel(folder, { home, ...anyProgram, builders });
  const { program } = loadInstalled('sample', { home });
  assert.equal(program.entry, 'sample.ts');
  assert.deepEqual([...program.files.keys()], ['lib/more.ts', 'sample.ts']);
});
