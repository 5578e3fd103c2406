import assert from 'node:assert/strict';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { installChisel, installChisels } from '../install/install-chisels.ts';
import { installFrozen } from '../install/install-frozen.ts';
import { outdatedChisels, updateChisels } from '../install/update-chisels.ts';
import { readLockFile } from '../lock/lock-file.ts';
import { initRegistry } from '../operate/init-registry.ts';
import { addChisels } from '../operate/add-chisels.ts';
import { createAuthorToken } from '../operate/create-author-token.ts';
import { keysFolderOf } from '../operate/keys-of.ts';
import { revokeAuthor } from '../operate/revoke-author.ts';
import { withdrawVersion } from '../operate/withdraw-version.ts';
import { makeBundle } from '../mirror/make-bundle.ts';
import { mirrorRegistry } from '../mirror/mirror-registry.ts';
import { createAuthorKey } from '../publish/author-key.ts';
import { publishChisel } from '../publish/publish-chisel.ts';
import { forgetRegistry, useRegistry } from '../registries/use-registry.ts';
import { readTokens } from '../serve/tokens.ts';
import { anyProgram, sampleFiles, temporaryFolder, writeTree } from '../testing/samples.ts';
import { auditChisels } from './audit-chisels.ts';
import { listChisels } from './list-chisels.ts';
import { loadInstalled } from './load-installed.ts';
import { rollbackChisels } from './rollback-chisels.ts';
import { searchChisels } from './search-chisels.ts';

const folderOf = (t: TestContext, manifest: object): string =>
  writeTree(temporaryFolder(t), sampleFiles(manifest));

/** A registry with these chisels, and a home that has used it. */
async function setUp(t: TestContext, ...manifests: object[]) {
  const [owner, home] = [temporaryFolder(t), temporaryFolder(t)];
  const registry = join(temporaryFolder(t), 'registry');
  initRegistry(registry, { home: owner });
  const add = async (...more: object[]): Promise<void> => {
    const folders = more.map((manifest) => folderOf(t, manifest));
    await addChisels(registry, folders, { home: owner });
  };
  await add(...manifests);
  return { owner, home, registry, add, options: { home, registry, ...anyProgram } };
}

const versionsIn = (home: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(readLockFile(home).chisels).map(([name, { version }]) => [name, version]),
  );

test('what is outdated is brought to its newest version, where it came from', async (t) => {
  const { home, add, options } = await setUp(t, { name: 'a' }, { name: 'b' });
  await installChisels(['a', 'b'], options);
  assert.deepEqual(await outdatedChisels(undefined, { home }), []);
  await add({ name: 'a', version: '1.2.0' }, { name: 'a', version: '2.0.0-rc.1' });
  const outdated = await outdatedChisels(undefined, { home });
  assert.deepEqual(
    outdated.map(({ name, installed, newest }) => [name, installed, newest]),
    [['a', '1.0.0', '1.2.0']],
  );
  await updateChisels(undefined, { home, ...anyProgram });
  assert.deepEqual(versionsIn(home), { a: '1.2.0', b: '1.0.0' });
});

test('an update that is not confirmed changes nothing', async (t) => {
  const { home, add, options } = await setUp(t, { name: 'a' });
  await installChisel('a', options);
  await add({ name: 'a', version: '1.2.0' });
  const before = readFileSync(join(home, 'chisel.lock'), 'utf8');
  const no = (): Promise<void> => Promise.reject(new RangeError('no'));
  await assert.rejects(updateChisels(['a'], { home, ...anyProgram, confirm: no }), RangeError);
  assert.equal(readFileSync(join(home, 'chisel.lock'), 'utf8'), before);
});

test('rolling back goes to the version before, and rolling back again undoes it', async (t) => {
  const { home, add, options } = await setUp(t, { name: 'a' });
  await installChisel('a', options);
  await assert.rejects(rollbackChisels(['a'], { home }), {
    code: 'CHISEL_REGISTRY_NOTHING_BEFORE',
  });
  await add({ name: 'a', version: '1.2.0' });
  await updateChisels(undefined, { home, ...anyProgram });
  for (const version of ['1.0.0', '1.2.0', '1.0.0']) {
    await rollbackChisels(['a'], { home });
    assert.equal(loadInstalled('a', { home }).manifest.version, version);
  }
});

test('a version before that was changed on the disk is not gone back to', async (t) => {
  const { home, add, options } = await setUp(t, { name: 'a' });
  const { folder } = await installChisel('a', options);
  await add({ name: 'a', version: '1.2.0' });
  await updateChisels(undefined, { home, ...anyProgram });
  writeFileSync(join(folder, 'sample.ts'), 'evil');
  await assert.rejects(rollbackChisels(['a'], { home }), { code: 'CHISEL_REGISTRY_CHANGED' });
  assert.deepEqual(versionsIn(home), { a: '1.2.0' });
});

test('a lock file is installed exactly, elsewhere too', async (t) => {
  const { home, add, options } = await setUp(t, { name: 'a' }, { name: 'b' });
  await installChisels(['a', 'b'], options);
  const lock = join(temporaryFolder(t), 'chisel.lock');
  cpSync(join(home, 'chisel.lock'), lock);
  await add({ name: 'a', version: '1.2.0' }, { name: 'c' });
  const other = temporaryFolder(t);
  await installChisels(['a', 'c'], { ...options, home: other });
  const { removed } = await installFrozen(lock, { home: other, ...anyProgram });
  assert.deepEqual(versionsIn(other), { a: '1.0.0', b: '1.0.0' });
  assert.deepEqual(removed, [{ name: 'c', version: '1.0.0' }]);
  assert.deepEqual((await installFrozen(lock, { home: other, ...anyProgram })).removed, []);
});

/** A lock file with one chisel, changed. */
async function changedLock(
  t: TestContext,
  options: Parameters<typeof installChisel>[1],
  change: (lock: string) => string,
): Promise<string> {
  await installChisel('a', options);
  const text = readFileSync(join(options.home ?? '', 'chisel.lock'), 'utf8');
  assert.notEqual(change(text), text);
  const lock = join(temporaryFolder(t), 'chisel.lock');
  writeFileSync(lock, change(text));
  return lock;
}

test('a lock file with a version that its registry does not have installs nothing', async (t) => {
  const { options } = await setUp(t, { name: 'a' }, { name: 'b' });
  const lock = await changedLock(t, options, (text) => text.replace('"1.0.0"', '"9.9.9"'));
  const other = temporaryFolder(t);
  await installChisel('b', { ...options, home: other });
  await assert.rejects(installFrozen(lock, { home: other, ...anyProgram }), {
    code: 'CHISEL_REGISTRY_FROZEN_GONE',
    message: /a@9\.9\.9 is in .*chisel\.lock, but .*registry does not have it/,
  });
  assert.deepEqual(versionsIn(other), { b: '1.0.0' });
});

test('a lock file gives no chisel another name, and no address of a file on another machine', async (t) => {
  const { home, options } = await setUp(t, { name: 'b' });
  await installChisel(folderOf(t, { name: 'a' }), options);
  const text = readFileSync(join(home, 'chisel.lock'), 'utf8');
  const lock = join(temporaryFolder(t), 'chisel.lock');
  const install = () => installFrozen(lock, { home: temporaryFolder(t), ...anyProgram });
  writeFileSync(lock, text.replace('"a":', '"z":'));
  await assert.rejects(install(), { code: 'CHISEL_REGISTRY_FROZEN', message: /its name is a/ });
  writeFileSync(lock, text.replace('file:///', 'file://elsewhere/'));
  await assert.rejects(install(), { code: 'CHISEL_REGISTRY_SPEC' });
});

test('a chisel with the name of a part of all objects is one like any other', async (t) => {
  const { home, options } = await setUp(t, { name: 'constructor' });
  const installed = await installChisel('constructor', options);
  assert.equal(installed.replaced, undefined);
  assert.equal(loadInstalled('constructor', { home }).manifest.version, '1.0.0');
});

test('the first use of a registry is told with what it is trusted as, once', async (t) => {
  const owner = temporaryFolder(t);
  const registry = join(temporaryFolder(t), 'registry');
  const { fingerprint } = initRegistry(registry, { home: owner });
  await addChisels(registry, [folderOf(t, { name: 'a' })], { home: owner });
  const install = async (home: string, root?: string): Promise<unknown[]> => {
    const told: unknown[] = [];
    const onFirstContact = (contact: object): unknown => told.push(contact);
    await installChisel('a', { home, registry, root, ...anyProgram, onFirstContact });
    return told;
  };
  const home = temporaryFolder(t);
  assert.deepEqual(await install(home), [{ place: registry, fingerprint }]);
  assert.deepEqual(await install(home), []);
  assert.deepEqual(await install(temporaryFolder(t), fingerprint), []);
});

test('what registries can be asked is listed and found; one that cannot is told', async (t) => {
  const { home, registry } = await setUp(t, { name: 'a' });
  const gone = await setUp(t, { name: 'b' });
  await useRegistry('gone', gone.registry, { home });
  await useRegistry('here', registry, { home });
  rmSync(gone.registry, { recursive: true });
  const told: string[] = [];
  const onUnasked = ({ name }: { name: string }): unknown => told.push(name);
  const listed = await listChisels({ home, onUnasked });
  assert.ok(listed.some(({ name }) => name === 'a'));
  assert.ok(listed.some(({ name }) => name === 'topfiles'));
  const found = await searchChisels(['a', 'counts events.'], { home, onUnasked });
  assert.deepEqual(
    found.map(({ name }) => name),
    ['a'],
  );
  assert.deepEqual(told, ['gone', 'gone']);
  const code = 'CHISEL_REGISTRY_FILE';
  await assert.rejects(searchChisels([], { home, registry: 'gone', onUnasked }), { code });
  await assert.rejects(listChisels({ home }), { code });
});

const differences: [string, (lock: string) => string][] = [
  ['integrity', (lock) => lock.replace(/"integrity": "sha512-.{4}/, '"integrity": "sha512-AAAA')],
  ['signer', (lock) => lock.replace('"role": "targets"', '"role": "ann"')],
];

for (const [what, change] of differences) {
  test(`a lock file with another ${what} installs nothing`, async (t) => {
    const { home, options } = await setUp(t, { name: 'a' });
    await installChisel('a', options);
    const lock = join(temporaryFolder(t), 'chisel.lock');
    writeFileSync(lock, change(readFileSync(join(home, 'chisel.lock'), 'utf8')));
    const other = temporaryFolder(t);
    await assert.rejects(installFrozen(lock, { home: other, ...anyProgram }), {
      code: 'CHISEL_REGISTRY_FROZEN',
      message: new RegExp(`its ${what} is`),
    });
    assert.deepEqual(versionsIn(other), {});
  });
}

test('an audit tells of changed files, revoked authors and what came without a signature', async (t) => {
  const { home, owner, registry, options } = await setUp(t, { name: 'a' });
  createAuthorKey(owner, 'ann');
  await publishChisel(folderOf(t, { name: 'b' }), { home: owner, registry });
  const [, b] = await installChisels(['a', 'b'], options);
  await installChisel(folderOf(t, { name: 'c' }), options);
  writeFileSync(join(b?.folder ?? '', 'sample.ts'), 'evil');
  await revokeAuthor(registry, 'ann', { home: owner, reason: 'it was stolen' });
  const audited = await auditChisels(undefined, { home });
  assert.deepEqual(
    audited.map(({ problems }) => problems),
    [
      [],
      ['sample.ts was changed', 'its author ann was revoked: it was stolen'],
      ['nobody signed for it: it came from a folder or an archive'],
    ],
  );
  rmSync(registry, { recursive: true });
  const [a] = await auditChisels(['a'], { home });
  assert.match(a?.problems[0] ?? '', /there is no .*timestamp\.json/);
});

test('a version that was withdrawn is offered no more, and an audit tells of it', async (t) => {
  const { home, owner, registry, options } = await setUp(t, { name: 'a' });
  createAuthorKey(owner, 'ann');
  const [old, bad] = ['1.0.0', '1.1.0'].map((version) => folderOf(t, { name: 'b', version }));
  for (const folder of [old, bad]) await publishChisel(folder ?? '', { home: owner, registry });
  await installChisel('b', options);
  const withdraw = (subject: string) =>
    withdrawVersion(registry, subject, { home: owner, reason: 'it leaks' });
  await withdraw('b@1.1.0');
  const [audited] = await auditChisels(['b'], { home });
  assert.deepEqual(audited?.problems, ['it was withdrawn: it leaks']);
  const other = { ...options, home: temporaryFolder(t) };
  const code = 'CHISEL_REGISTRY_WITHDRAWN';
  await assert.rejects(installChisel('b@1.1.0', other), { code, message: /it leaks/ });
  await assert.rejects(installFrozen(join(home, 'chisel.lock'), other), { code });
  assert.equal((await installChisel('b', other)).version, '1.0.0');
  await assert.rejects(publishChisel(bad ?? '', { home: owner, registry }), {
    code: 'CHISEL_REGISTRY_VERSION_TAKEN',
  });
  await withdraw('b@1.0.0');
  await withdraw('a@1.0.0');
  await assert.rejects(installChisel('b', other), { code });
  const again = addChisels(registry, [folderOf(t, { name: 'a' })], { home: owner });
  await assert.rejects(again, { code: 'CHISEL_REGISTRY_VERSION_TAKEN' });
  await assert.rejects(withdraw('b@7.0.0'), { code: 'CHISEL_REGISTRY_NO_VERSION' });
  await assert.rejects(withdraw('b'), { code: 'CHISEL_REGISTRY_SPEC' });
});

test('a revoked author publishes no more: neither with the key, nor the names, nor a token', async (t) => {
  const { owner, registry } = await setUp(t);
  const publish = (name: string, version: string, key: string) =>
    publishChisel(folderOf(t, { name, version }), { home: owner, registry, key });
  createAuthorKey(owner, 'ann');
  createAuthorKey(owner, 'eve');
  await createAuthorToken(registry, 'ann', { home: owner });
  await publish('b', '1.0.0', 'ann');
  await revokeAuthor(registry, 'ann', { home: owner });
  const refused = { code: 'CHISEL_PUBLISH_REFUSED', message: /its key was revoked/ };
  await assert.rejects(publish('b', '1.1.0', 'ann'), refused);
  await assert.rejects(publish('other', '1.0.0', 'ann'), refused);
  await assert.rejects(publish('b', '1.1.0', 'eve'), { code: 'CHISEL_PUBLISH_NAME' });
  assert.deepEqual(readTokens(keysFolderOf(registry, owner)), []);
});

test('a search finds words of names, descriptions and fields', async (t) => {
  const { home, registry } = await setUp(
    t,
    { name: 'slow', description: 'Finds tardy calls.', fields: ['evt.latency'] },
    { name: 'fast' },
  );
  const names = async (...words: string[]): Promise<string[]> =>
    (await searchChisels(words, { home, registry })).map(({ name }) => name);
  assert.deepEqual(await names('TARDY', 'slow'), ['slow']);
  assert.deepEqual(await names('evt.latency'), ['slow']);
  assert.deepEqual(await names('misc'), ['fast', 'slow']);
  assert.deepEqual(await names('nothing'), []);
});

test('names come from the registries that are used, scopes from theirs alone', async (t) => {
  const open = await setUp(t, { name: 'topfiles', version: '9.0.0' }, { name: 'a' });
  const team = await setUp(t, { name: '@team/a' }, { name: 'b' });
  const home = temporaryFolder(t);
  await useRegistry('open', open.registry, { home });
  await useRegistry('team', team.registry, { home, scopes: ['@team'] });
  const install = (name: string) => installChisel(name, { home, ...anyProgram });
  assert.ok((await install('@team/a')).resolved.includes(team.registry));
  assert.ok((await install('a')).resolved.includes(open.registry));
  // nobody takes the place of what comes with the program
  assert.match((await install('topfiles')).resolved, /^embedded:/);
  await assert.rejects(install('b'), { code: 'CHISEL_REGISTRY_UNKNOWN' });
  await forgetRegistry('team', home);
  await assert.rejects(install('@team/a'), { code: 'CHISEL_REGISTRY_UNKNOWN' });
});

test('a registry that was forgotten is met for the first time again', async (t) => {
  const { registry } = await setUp(t, { name: 'a' });
  const home = temporaryFolder(t);
  const met: string[] = [];
  const onFirstContact = ({ place }: { place: string }): void => void met.push(place);
  const use = (name: string) => useRegistry(name, registry, { home, onFirstContact });
  await use('one');
  await use('two');
  assert.equal(met.length, 1);
  await forgetRegistry('one', home);
  await use('two');
  assert.equal(met.length, 1, 'the other name is of the same place');
  await forgetRegistry('two', home);
  await use('three');
  assert.equal(met.length, 2);
});

test('publishing, copying and bundling say whom they begin to trust', async (t) => {
  const { owner, registry } = await setUp(t, { name: 'a' });
  const ways: ((options: { home: string; onFirstContact: () => void }) => Promise<unknown>)[] = [
    (options) => mirrorRegistry(registry, join(temporaryFolder(t), 'copy'), options),
    (options) => makeBundle(['a'], { ...options, registry }),
    ({ onFirstContact }) =>
      publishChisel(folderOf(t, { name: 'b' }), { home: owner, registry, onFirstContact }),
  ];
  for (const way of ways) {
    let told = 0;
    await way({ home: temporaryFolder(t), onFirstContact: () => void told++ });
    assert.equal(told, 1);
  }
});
