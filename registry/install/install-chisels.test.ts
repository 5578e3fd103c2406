import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import test from 'node:test';
import { gzipSync } from 'node:zlib';
import { defineError } from '@chisel/core/errors/chisel-error.ts';
import { packFiles } from '../archive/pack-files.ts';
import type { PackedChisel } from '../build/pack-chisel.ts';
import { loadInstalled } from '../installed/load-installed.ts';
import { uninstallChisel } from '../installed/uninstall-chisel.ts';
import { verifyChisels } from '../installed/verify-chisels.ts';
import { readLockFile } from '../lock/lock-file.ts';
import {
  anyProgram,
  packed,
  replaceArchive,
  sampleFiles,
  temporaryFolder,
  writeRegistry,
  writeTree,
} from '../testing/samples.ts';
import { integrityOf } from '../verify/verify-integrity.ts';
import type { Toolchain } from './build-candidates.ts';
import { installChisel, installChisels } from './install-chisels.ts';

const tarball = packFiles(sampleFiles());

test('a chisel is installed from a folder that holds a registry', async (t) => {
  const home = join(temporaryFolder(t), 'home');
  const registry = writeRegistry(temporaryFolder(t));
  const installed = await installChisel('sample@^1', { home, registry, ...anyProgram });
  assert.equal(installed.version, '1.0.0');
  assert.equal(installed.integrity, integrityOf(tarball));
  assert.match(
    installed.resolved,
    /^file:.*\/targets\/sample\/[0-9a-f]{128}\.sample-1\.0\.0\.tgz$/,
  );
  assert.deepEqual(
    installed.fields.map(({ name }) => name),
    ['evt.num'],
  );
  const { manifest, files } = loadInstalled('sample', { home });
  assert.equal(manifest.name, 'sample');
  assert.equal(files.get('.built/sample.js'), 'export default 1;\n');
  assert.deepEqual(verifyChisels(undefined, { home })[0]?.changes, []);
});

test('the home is readable by its owner only', async (t) => {
  const home = join(temporaryFolder(t), 'a', 'home');
  await installChisel('sample', {
    home,
    registry: writeRegistry(temporaryFolder(t)),
    ...anyProgram,
  });
  assert.equal(statSync(home).mode & 0o777, 0o700);
});

test('a chisel is installed over HTTP', async (t) => {
  const folder = writeRegistry(temporaryFolder(t));
  const server = createServer(({ url = '' }, response) => {
    const file = join(folder, url.replace('/registry/', ''));
    response.statusCode = existsSync(file) ? 200 : 404;
    response.end(existsSync(file) ? readFileSync(file) : '');
  }).listen(0, '127.0.0.1');
  t.after(() => server.close().closeAllConnections());
  await new Promise((resolve) => server.once('listening', resolve));
  const registry = `http://127.0.0.1:${(server.address() as AddressInfo).port}/registry`;
  const installed = await installChisel('sample', {
    home: temporaryFolder(t),
    registry,
    ...anyProgram,
  });
  assert.ok(installed.resolved.startsWith(`${registry}/targets/sample/`), installed.resolved);
});

test('a chisel is installed from its folder and from its archive, with the same integrity', async (t) => {
  const folder = writeTree(join(temporaryFolder(t), 'sample'), sampleFiles());
  const archive = join(temporaryFolder(t), 'sample.tgz');
  writeFileSync(archive, tarball);
  const home = temporaryFolder(t);
  const first = await installChisel(folder, { home, ...anyProgram });
  const second = await installChisel(archive, { home, ...anyProgram });
  assert.equal(first.integrity, second.integrity);
  assert.deepEqual(readdirSync(join(home, 'chisels')).length, 1);
});

test('the same installs make the same lock file', async (t) => {
  const registry = writeRegistry(temporaryFolder(t));
  const locks = [temporaryFolder(t), temporaryFolder(t)];
  for (const home of locks) await installChisel('sample', { home, registry, ...anyProgram });
  const [first, second] = locks.map((home) => readFileSync(join(home, 'chisel.lock'), 'utf8'));
  assert.equal(first, second);
});

test('a new version takes the place of the old one', async (t) => {
  const home = temporaryFolder(t);
  const [old, young] = ['1.0.0', '1.1.0'].map((version) =>
    writeTree(temporaryFolder(t), sampleFiles({ version })),
  );
  await installChisel(String(old), { home, ...anyProgram });
  const installed = await installChisel(String(young), { home, ...anyProgram });
  assert.equal(installed.replaced, '1.0.0');
  // the old one stays on the disk, to go back to
  assert.equal(readdirSync(join(home, 'chisels')).length, 2);
});

test('of several chisels all are installed or none', async (t) => {
  const home = temporaryFolder(t);
  const chisels = ['a', 'b', 'c'].map((name) => packed({ name }));
  const registry = writeRegistry(temporaryFolder(t), chisels);
  const installed = await installChisels(['a', 'b'], { home, registry, ...anyProgram });
  assert.deepEqual(Object.keys(readLockFile(home).chisels), ['a', 'b']);
  assert.deepEqual(installed[0]?.signer?.role, 'targets');
  replaceArchive(registry, chisels[2] as PackedChisel, Buffer.from('evil'));
  await uninstallChisel('a', { home });
  await assert.rejects(installChisels(['a', 'c'], { home, registry, ...anyProgram }));
  assert.deepEqual(Object.keys(readLockFile(home).chisels), ['b']);
});

test('installing again repairs what was changed on the disk', async (t) => {
  const home = temporaryFolder(t);
  const registry = writeRegistry(temporaryFolder(t));
  const { folder } = await installChisel('sample', { home, registry, ...anyProgram });
  writeFileSync(join(folder, 'sample.ts'), 'evil');
  await installChisel('sample', { home, registry, ...anyProgram });
  assert.equal(loadInstalled('sample', { home }).files.get('sample.ts'), 'export default 1;\n');
  assert.equal(readdirSync(join(home, 'chisels')).length, 1);
});

const flipped = Buffer.from(tarball);
flipped[700] = (flipped[700] ?? 0) ^ 1;
const sample = packed();
const noTarball = gzipSync(Buffer.alloc(1024, 'a'));
const noEntry = packFiles(new Map([...sampleFiles()].filter(([path]) => path !== 'sample.ts')));
const noManifest = packFiles(new Map([['a.txt', Buffer.from('a')]]));

/** What a registry signs for as the sample, and what it serves when that is something else. */
const refused: [string, { signed?: Buffer; served?: Buffer; code: string }][] = [
  ['one flipped bit', { served: flipped, code: 'CHISEL_REGISTRY_INTEGRITY' }],
  ['less than was signed', { served: tarball.subarray(0, -1), code: 'CHISEL_REGISTRY_SIZE' }],
  [
    'more than was signed',
    { served: Buffer.concat([tarball, tarball]), code: 'CHISEL_REGISTRY_TOO_LARGE' },
  ],
  ['another name', { signed: packed({ name: 'other' }).tarball, code: 'CHISEL_REGISTRY_IDENTITY' }],
  [
    'another version',
    { signed: packed({ version: '9.0.0' }).tarball, code: 'CHISEL_REGISTRY_IDENTITY' },
  ],
  ['no archive in it', { signed: noTarball, code: 'CHISEL_REGISTRY_ARCHIVE' }],
  ['no manifest', { signed: noManifest, code: 'CHISEL_MANIFEST_MISSING' }],
  ['no entry', { signed: noEntry, code: 'CHISEL_MANIFEST_INVALID' }],
  ['too many bytes', { signed: Buffer.alloc(5 << 20), code: 'CHISEL_REGISTRY_TOO_LARGE' }],
];

for (const [what, { signed = tarball, served = signed, code }] of refused) {
  test(`an archive with ${what} leaves nothing`, async (t) => {
    const home = temporaryFolder(t);
    const chisel = { ...sample, tarball: signed };
    const registry = writeRegistry(temporaryFolder(t), [chisel]);
    replaceArchive(registry, chisel, served);
    await assert.rejects(installChisel('sample', { home, registry, ...anyProgram }), { code });
    assert.deepEqual(readdirSync(home), []);
  });
}

const unknownField = defineError('CHISEL_TEST_FIELD', () => ({
  message: "there is no field 'fd.nmae'",
  remedy: 'Did you mean fd.name?',
}));
const fail = (): never => {
  throw unknownField({});
};
const tooDeep = new RangeError('too deep');

const toolchains: [string, Toolchain, object][] = [
  [
    'fields that do not exist',
    { ...anyProgram, checkProgram: fail },
    { code: 'CHISEL_REGISTRY_PROGRAM', message: /sample@1.0.0.*fd\.nmae/, remedy: /fd\.name/ },
  ],
  [
    'a program that does not build',
    { ...anyProgram, builders: { typescript: () => Promise.resolve([unknownField({})]) } },
    { code: 'CHISEL_REGISTRY_PROGRAM' },
  ],
  [
    'a program that breaks its builder',
    { ...anyProgram, builders: { typescript: () => Promise.reject(tooDeep) } },
    { code: 'CHISEL_REGISTRY_PROGRAM', message: /sample@1.0.0.*too deep/, cause: tooDeep },
  ],
  [
    'a runtime that is not there',
    { ...anyProgram, builders: {} },
    { code: 'CHISEL_REGISTRY_RUNTIME' },
  ],
];

for (const [what, toolchain, error] of toolchains) {
  test(`${what} leaves the old version`, async (t) => {
    const home = temporaryFolder(t);
    const old = writeTree(temporaryFolder(t), sampleFiles({ version: '0.9.0' }));
    await installChisel(old, { home, ...anyProgram });
    const before = [readdirSync(home), readdirSync(join(home, 'chisels'))];
    const registry = writeRegistry(temporaryFolder(t));
    await assert.rejects(installChisel('sample', { home, registry, ...toolchain }), error);
    assert.deepEqual([readdirSync(home), readdirSync(join(home, 'chisels'))], before);
    assert.equal(loadInstalled('sample', { home }).manifest.version, '0.9.0');
  });
}

const specs: [string, string][] = [
  ['./no-such-folder', 'CHISEL_REGISTRY_FOLDER'],
  ['./no-such.tgz', 'CHISEL_REGISTRY_FILE'],
  ['Sample', 'CHISEL_REGISTRY_SPEC'],
  ['sampel', 'CHISEL_REGISTRY_UNKNOWN'],
  ['sample@7', 'CHISEL_REGISTRY_NO_VERSION'],
];

for (const [spec, code] of specs) {
  test(`'${spec}' leaves nothing`, async (t) => {
    const home = join(temporaryFolder(t), 'home');
    const registry = writeRegistry(temporaryFolder(t));
    await assert.rejects(installChisel(spec, { home, registry, ...anyProgram }), { code });
    assert.equal(existsSync(home), false);
  });
}

test('a home that cannot be made is an error', async (t) => {
  const file = join(temporaryFolder(t), 'file');
  writeFileSync(file, '');
  await assert.rejects(
    installChisel('sample', {
      home: join(file, 'home'),
      registry: writeRegistry(temporaryFolder(t)),
      ...anyProgram,
    }),
    { code: 'CHISEL_REGISTRY_HOME' },
  );
});

test('a home that cannot be written to is an error', async (t) => {
  const home = temporaryFolder(t);
  // a file in the way of a folder stops root too, as no permission does
  writeFileSync(join(home, '.busy'), '');
  writeFileSync(join(home, '.chisel-staging'), '');
  mkdirSync(join(home, 'chisel.lock.new', 'x'), { recursive: true });
  const registry = writeRegistry(temporaryFolder(t));
  await assert.rejects(installChisel('sample', { home, registry, ...anyProgram }), {
    code: 'CHISEL_REGISTRY_HOME',
  });
  assert.deepEqual(readdirSync(join(home, 'chisels')), []);
  assert.equal(existsSync(join(home, '.chisel-staging')), false);
});

for (const text of [
  '',
  '{',
  '[]',
  '{"lockfileVersion":2}',
  '{"lockfileVersion":1,"chisels":{"a":{}}}',
]) {
  test(`the lock file ${JSON.stringify(text)} is an error`, async (t) => {
    const home = temporaryFolder(t);
    writeFileSync(join(home, 'chisel.lock'), text);
    const registry = writeRegistry(temporaryFolder(t));
    await assert.rejects(installChisel('sample', { home, registry, ...anyProgram }), {
      code: 'CHISEL_REGISTRY_LOCK_FILE',
    });
    assert.equal(readFileSync(join(home, 'chisel.lock'), 'utf8'), text);
  });
}

test('what an interrupted install left is swept away', async (t) => {
  const home = temporaryFolder(t);
  writeFileSync(join(home, '.busy'), '');
  mkdirSync(join(home, '.chisel-staging'));
  writeTree(join(home, 'chisels', 'sample@0.0.1-0123456789abcdef'), sampleFiles());
  const registry = writeRegistry(temporaryFolder(t));
  const { folder } = await installChisel('sample', { home, registry, ...anyProgram });
  assert.deepEqual(readdirSync(home).sort(), ['.busy', 'chisel.lock', 'chisels', 'trust']);
  assert.deepEqual(readdirSync(join(home, 'chisels')), [folder.split('/').pop()]);
});

for (const folder of ['chisels', '.chisel-staging']) {
  test(`a folder of someone else that has ${folder}/ is refused and left alone`, async (t) => {
    const home = writeTree(temporaryFolder(t), new Map([[`${folder}/mine/a`, 'a']]));
    const registry = writeRegistry(temporaryFolder(t));
    await assert.rejects(installChisel('sample', { home, registry, ...anyProgram }), {
      code: 'CHISEL_REGISTRY_HOME',
      remedy: /CHISEL_HOME/,
    });
    assert.deepEqual(readdirSync(home), [folder]);
    assert.equal(readFileSync(join(home, folder, 'mine', 'a'), 'utf8'), 'a');
  });
}

test('what no install made stays in a home', async (t) => {
  const home = writeTree(temporaryFolder(t), new Map([['staging/b', 'b']]));
  const registry = writeRegistry(temporaryFolder(t));
  await installChisel('sample', { home, registry, ...anyProgram });
  writeTree(home, new Map([['chisels/mine/a', 'a']]));
  await installChisel('sample', { home, registry, ...anyProgram });
  await uninstallChisel('sample', { home });
  assert.equal(readFileSync(join(home, 'staging/b'), 'utf8'), 'b');
  assert.equal(readFileSync(join(home, 'chisels/mine/a'), 'utf8'), 'a');
  assert.deepEqual(readdirSync(join(home, 'chisels')), ['mine']);
});
