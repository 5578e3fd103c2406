import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { installChisels } from '../install/install-chisels.ts';
import { readLockFile } from '../lock/lock-file.ts';
import { addChisels } from '../operate/add-chisels.ts';
import { auditRegistry } from '../operate/audit-registry.ts';
import { fingerprintOfTree, initRegistry } from '../operate/init-registry.ts';
import { rotateKey } from '../operate/rotate-key.ts';
import { signRegistry } from '../operate/sign-registry.ts';
import { createAuthorKey } from '../publish/author-key.ts';
import { publishChisel } from '../publish/publish-chisel.ts';
import { anyProgram, sampleFiles, temporaryFolder, writeTree } from '../testing/samples.ts';
import { makeBundle } from './make-bundle.ts';
import { mirrorRegistry } from './mirror-registry.ts';

/** A registry with a chisel of its own and one of an author, after a new root. */
async function setUp(t: TestContext) {
  const owner = temporaryFolder(t);
  const registry = join(temporaryFolder(t), 'registry');
  initRegistry(registry, { home: owner });
  const folder = (manifest: object): string => writeTree(temporaryFolder(t), sampleFiles(manifest));
  await addChisels(registry, [folder({ name: 'a' })], { home: owner });
  createAuthorKey(owner, 'ann');
  await publishChisel(folder({ name: 'b' }), { home: owner, registry });
  await rotateKey(registry, 'root', { home: owner });
  return { owner, registry };
}

const filesIn = (folder: string): Map<string, string> => {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== '.busy')
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    paths.map((path) => [path.slice(folder.length), readFileSync(path, 'base64')] as const),
  );
};

test('a mirror has the same files, and is a registry too', async (t) => {
  const { registry, owner } = await setUp(t);
  const [home, copy] = [temporaryFolder(t), join(temporaryFolder(t), 'copy')];
  assert.equal(await mirrorRegistry(registry, copy, { home }), 2);
  const theirs = filesIn(registry);
  for (const [path, bytes] of filesIn(copy)) assert.equal(bytes, theirs.get(path), path);
  await installChisels(['a', 'b'], { home: temporaryFolder(t), registry: copy, ...anyProgram });
  // and it can be brought to a newer state
  await signRegistry(registry, { home: owner });
  await mirrorRegistry(registry, copy, { home });
  const timestamp = '/metadata/timestamp.json';
  assert.equal(filesIn(copy).get(timestamp), filesIn(registry).get(timestamp));
});

test('what is not what was signed is not mirrored', async (t) => {
  const { registry } = await setUp(t);
  const copy = join(temporaryFolder(t), 'copy');
  const folder = join(registry, 'targets', 'b');
  writeFileSync(join(folder, readdirSync(folder)[0] ?? ''), 'evil');
  await assert.rejects(mirrorRegistry(registry, copy, { home: temporaryFolder(t) }), {
    code: 'CHISEL_REGISTRY_SIZE',
  });
  assert.equal(existsSync(join(copy, 'metadata')), false);
});

test('an audit of a registry looks at every archive', async (t) => {
  const { registry, owner } = await setUp(t);
  const audit = () => auditRegistry(registry, { home: temporaryFolder(t) });
  const sound = await audit();
  assert.deepEqual([sound.chisels, sound.archives, sound.problems], [2, 2, []]);
  await signRegistry(registry, { home: owner, days: 2 });
  const folder = join(registry, 'targets', 'b');
  rmSync(folder, { recursive: true });
  const { problems } = await audit();
  assert.match(problems[0] ?? '', /good until .* only/);
  assert.match(problems[1] ?? '', /^b@1\.0\.0: there is no/);
  assert.equal(problems.length, 2);
});

async function bundleOf(t: TestContext, registry: string, ...names: string[]): Promise<string> {
  const { text } = await makeBundle(names, { home: temporaryFolder(t), registry });
  const file = join(temporaryFolder(t), 'x.bundle');
  writeFileSync(file, text);
  return file;
}

test('a bundle installs without its registry, for who knows the fingerprint', async (t) => {
  const { registry } = await setUp(t);
  const root = fingerprintOfTree(registry);
  const file = await bundleOf(t, registry, 'a', 'b');
  rmSync(registry, { recursive: true });
  const home = temporaryFolder(t);
  await installChisels([file], { home, root, ...anyProgram });
  const { chisels } = readLockFile(home);
  assert.deepEqual(Object.keys(chisels), ['a', 'b']);
  assert.equal(chisels['b']?.signer?.role, 'ann');
  assert.equal(chisels['b']?.registry, registry);
});

test('a bundle of the registry that comes with the program needs no fingerprint', async (t) => {
  const home = temporaryFolder(t);
  const { text } = await makeBundle(['topfiles'], { home });
  const file = join(temporaryFolder(t), 'x.bundle');
  writeFileSync(file, text);
  await installChisels([file], { home, ...anyProgram });
  assert.deepEqual(Object.keys(readLockFile(home).chisels), ['topfiles']);
});

const spoiled: [string, string, (text: string) => string][] = [
  ['that is no JSON', 'CHISEL_BUNDLE', () => 'x'],
  ['of another version', 'CHISEL_BUNDLE', (text) => text.replace('bundleVersion": 1', 'x": 1')],
  ['without files', 'CHISEL_REGISTRY_FILE', (text) => text.replace('timestamp.json', 'x.json')],
  [
    'with another version in its list',
    'CHISEL_REGISTRY_UNKNOWN',
    (text) => text.replace('"version": "1.0.0"', '"version": "2.0.0"'),
  ],
  [
    'with another archive',
    'CHISEL_REGISTRY_SIZE',
    (text) => text.replace(/(\.tgz": ")[^"]*/, '$1AAAA'),
  ],
];

for (const [what, code, spoil] of spoiled) {
  test(`a bundle ${what} is refused, and nothing is written`, async (t) => {
    const { registry } = await setUp(t);
    const file = await bundleOf(t, registry, 'a');
    writeFileSync(file, spoil(readFileSync(file, 'utf8')));
    const home = join(temporaryFolder(t), 'home');
    const root = fingerprintOfTree(registry);
    await assert.rejects(installChisels([file], { home, root, ...anyProgram }), { code });
    assert.equal(existsSync(home), false);
  });
}

test('a bundle of a registry that was never used is refused without a fingerprint', async (t) => {
  const { registry } = await setUp(t);
  const file = await bundleOf(t, registry, 'a');
  await assert.rejects(installChisels([file], { home: temporaryFolder(t), ...anyProgram }), {
    code: 'CHISEL_BUNDLE_UNTRUSTED',
  });
});
