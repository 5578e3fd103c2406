import assert from 'node:assert/strict';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { installChisel } from '../install/install-chisels.ts';
import { changeRegistry } from '../operate/change-registry.ts';
import { delegate } from '../operate/delegate.ts';
import { initRegistry } from '../operate/init-registry.ts';
import { revokeAuthor } from '../operate/revoke-author.ts';
import { rotateKey } from '../operate/rotate-key.ts';
import { signRegistry } from '../operate/sign-registry.ts';
import { createAuthorKey } from '../publish/author-key.ts';
import { authorRequest } from '../publish/author-request.ts';
import { publishChisel } from '../publish/publish-chisel.ts';
import { commitTree } from '../tree/commit-tree.ts';
import { delegationsIn } from '../tree/delegations.ts';
import { topRole, topSigner } from '../tree/tree.ts';
import { withAuthor } from '../tree/with-author.ts';
import { anyProgram, sampleFiles, temporaryFolder, writeTree } from '../testing/samples.ts';

/** A registry with one chisel of one author, and a user who has installed it and goes on using it. */
interface Scene {
  /** What the user's command reads. */
  readonly registry: string;
  /** The home of the user, and that of those who run the registry. */
  readonly home: string;
  readonly owner: string;
  /** The state of the registry before its last change. */
  readonly old: string;
}

async function scene(t: TestContext): Promise<Scene> {
  const [owner, home] = [temporaryFolder(t), join(temporaryFolder(t), 'home')];
  const registry = join(temporaryFolder(t), 'registry');
  initRegistry(registry, { home: owner });
  createAuthorKey(owner, 'ann');
  await publish(t, { registry, owner }, '1.0.0');
  await installChisel('sample', { home, registry, ...anyProgram });
  const old = copyOf(t, registry);
  await publish(t, { registry, owner }, '1.1.0');
  return { registry, home, owner, old };
}

async function publish(
  t: TestContext,
  { registry, owner }: Pick<Scene, 'registry' | 'owner'>,
  version: string,
): Promise<void> {
  const folder = writeTree(temporaryFolder(t), sampleFiles({ version }));
  await publishChisel(folder, { home: owner, registry });
}

function copyOf(t: TestContext, folder: string): string {
  const copy = join(temporaryFolder(t), 'copy');
  cpSync(folder, copy, { recursive: true });
  return copy;
}

/** Every file below a folder with its bytes. */
function contentOf(folder: string): Map<string, string> {
  const names = existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    : [];
  const files = names.filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return new Map(paths.map((path) => [path, readFileSync(path, 'base64')]));
}

const newest = (registry: string, pattern: RegExp): string => {
  const folder = join(registry, 'metadata');
  const names = readdirSync(folder).filter((name) => pattern.test(name));
  names.sort((a, b) => Number.parseInt(a) - Number.parseInt(b));
  return join(folder, names.at(-1) ?? '');
};

const timestampOf = (registry: string): string => join(registry, 'metadata', 'timestamp.json');

function edit(file: string, change: (text: string) => string): void {
  const text = readFileSync(file, 'utf8');
  const changed = change(text);
  assert.notEqual(changed, text, file);
  writeFileSync(file, changed);
}

/** Without its signatures, and still metadata. */
const unsigned = (text: string): string =>
  JSON.stringify({ ...(JSON.parse(text) as object), signatures: [] });

type Attack = (scene: Scene, t: TestContext) => Promise<void> | void;

const attacks: [what: string, code: string, message: RegExp, attack: Attack][] = [
  [
    'changed bytes of an archive',
    'CHISEL_REGISTRY_INTEGRITY',
    /sample@1\.1\.0 is not what was published/,
    ({ registry }) => {
      const file = join(registry, 'targets', 'sample');
      const name = readdirSync(file).find((path) => path.endsWith('1.1.0.tgz')) ?? '';
      const bytes = readFileSync(join(file, name));
      bytes[900] = (bytes[900] ?? 0) ^ 1;
      writeFileSync(join(file, name), bytes);
    },
  ],
  [
    'an archive that is not there',
    'CHISEL_REGISTRY_FILE',
    /there is no .*sample-1\.1\.0\.tgz/,
    ({ registry }) => rmSync(join(registry, 'targets'), { recursive: true }),
  ],
  ...(['timestamp', 'snapshot', 'targets', 'ann'] as const).map(
    (role): [string, string, RegExp, Attack] => [
      `changed metadata: ${role}`,
      role === 'timestamp' ? 'CHISEL_REGISTRY_SIGNATURE' : 'CHISEL_REGISTRY_MIXED',
      new RegExp(`${role}\\.json`),
      ({ registry }) => {
        const file = newest(registry, new RegExp(`^(\\d+\\.)?${role}\\.json$`));
        edit(file, (text) => text.replace(/"expires": "20/, '"expires": "21'));
      },
    ],
  ),
  [
    'a path that stands for more names than can be looked through',
    'CHISEL_REGISTRY_METADATA',
    /targets\.json .*lets somebody sign for "\{a,b\}/,
    ({ registry, owner }) =>
      changeRegistry(registry, { home: owner }, (tree, ring) => {
        const [ann] = delegationsIn(topSigner(tree));
        assert.ok(ann);
        const top = withAuthor(tree, { ...ann, paths: [`${'{a,b}'.repeat(60)}/*`] }, ring);
        commitTree(tree, { signers: new Map([[topRole, top]]) }, ring);
      }),
  ],
  [
    'a rollback of everything',
    'CHISEL_REGISTRY_ROLLBACK',
    /timestamp\.json .* is older than what was seen before/,
    async ({ registry, home, old }) => {
      await installChisel('sample', { home, registry, ...anyProgram });
      rmSync(registry, { recursive: true });
      cpSync(old, registry, { recursive: true });
    },
  ],
  [
    'a freeze: a state that nobody has confirmed for too long',
    'CHISEL_REGISTRY_EXPIRED',
    /timestamp\.json .* has expired/,
    async ({ registry, owner }, t) => {
      await signRegistry(registry, { home: owner, days: 10 });
      t.mock.timers.enable({ apis: ['Date'], now: Date.now() + 11 * 86_400_000 });
    },
  ],
  [
    'mix and match: an old snapshot under the new timestamp',
    'CHISEL_REGISTRY_MIXED',
    /snapshot\.json/,
    ({ registry, old }) => cpSync(newest(old, /snapshot/), newest(registry, /snapshot/)),
  ],
  [
    'mix and match: old metadata of an author under the new snapshot',
    'CHISEL_REGISTRY_MIXED',
    /ann\.json/,
    ({ registry, old }) => cpSync(newest(old, /ann/), newest(registry, /ann/)),
  ],
  [
    'a timestamp that nobody signed',
    'CHISEL_REGISTRY_SIGNATURE',
    /timestamp was signed by 0\/1 keys/,
    ({ registry }) => edit(timestampOf(registry), unsigned),
  ],
  [
    'everything signed with keys of somebody else',
    'CHISEL_REGISTRY_SIGNATURE',
    /timestamp\.json/,
    async ({ registry }, t) => {
      const evil = temporaryFolder(t);
      rmSync(registry, { recursive: true });
      initRegistry(registry, { home: evil });
      await publish(t, { registry, owner: evil }, '1.1.0');
    },
  ],
  [
    'a new root that only its own key signed',
    'CHISEL_REGISTRY_SIGNATURE',
    /root\.json .* not signed by who has to sign it/,
    async ({ registry, owner }, t) => {
      await rotateKey(registry, 'root', { home: owner });
      const other = join(temporaryFolder(t), 'other');
      initRegistry(other, { home: temporaryFolder(t) });
      cpSync(join(other, 'metadata', '1.root.json'), join(registry, 'metadata', '2.root.json'));
    },
  ],
  [
    'a state signed with a key that was rotated away',
    'CHISEL_REGISTRY_SIGNATURE',
    /timestamp was signed by 0\/1 keys/,
    async ({ registry, owner }, t) => {
      const before = copyOf(t, registry);
      await rotateKey(registry, 'timestamp', { home: owner });
      cpSync(timestampOf(before), timestampOf(registry));
    },
  ],
  [
    'a chisel of an author who was revoked',
    'CHISEL_REGISTRY_REVOKED',
    /does not trust 'ann' any more, who made sample: the key was stolen/,
    async ({ registry, owner }) => {
      await revokeAuthor(registry, 'ann', { home: owner, reason: 'the key was stolen' });
    },
  ],
  [
    'metadata that is no JSON',
    'CHISEL_REGISTRY_METADATA',
    /timestamp\.json/,
    ({ registry }) => writeFileSync(timestampOf(registry), 'x'),
  ],
  [
    'metadata without an end',
    'CHISEL_REGISTRY_TOO_LARGE',
    /timestamp\.json is larger than the 16384 bytes allowed/,
    ({ registry }) => writeFileSync(timestampOf(registry), ' '.repeat(20_000)),
  ],
  [
    'a timestamp that is withheld',
    'CHISEL_REGISTRY_FILE',
    /timestamp\.json/,
    ({ registry }) => rmSync(timestampOf(registry)),
  ],
];

for (const [what, code, message, attack] of attacks) {
  test(`${what} is refused, and nothing is written`, async (t) => {
    const play = await scene(t);
    await attack(play, t);
    for (const home of [play.home, join(temporaryFolder(t), 'new')]) {
      // one who never used the registry trusts what its first root says, and can be told no old state
      const isNew = home !== play.home;
      if (isNew && /rollback|somebody else/.test(what)) continue;
      // one who has verified that version does not ask for it again
      if (!isNew && what === 'changed metadata: targets') continue;
      const before = contentOf(home);
      const options = { home, registry: play.registry, ...anyProgram };
      await assert.rejects(installChisel('sample', options), { code, message });
      assert.deepEqual(contentOf(home), before);
    }
  });
}

test('who is told the fingerprint refuses another registry at the first contact', async (t) => {
  const { registry } = await scene(t);
  const home = join(temporaryFolder(t), 'home');
  const root = `sha256:${'0'.repeat(64)}`;
  await assert.rejects(installChisel('sample', { home, registry, root, ...anyProgram }), {
    code: 'CHISEL_REGISTRY_ROOT',
  });
  assert.equal(existsSync(home), false);
});

test('plain HTTP from elsewhere is not trusted at first contact', async (t) => {
  const home = join(temporaryFolder(t), 'home');
  // an address that is kept for examples: nothing is asked of it
  const registry = 'http://192.0.2.1/';
  await assert.rejects(installChisel('sample', { home, registry, ...anyProgram }), {
    code: 'CHISEL_REGISTRY_UNTRUSTED',
  });
});

for (const role of ['root', 'targets', 'snapshot', 'timestamp'] as const) {
  test(`a new key for ${role} is followed`, async (t) => {
    const { registry, home, owner } = await scene(t);
    await rotateKey(registry, role, { home: owner });
    await rotateKey(registry, role, { home: owner });
    const { version } = await installChisel('sample', { home, registry, ...anyProgram });
    assert.equal(version, '1.1.0');
  });
}

test('an author’s new key is followed, and the old one signs nothing any more', async (t) => {
  const { registry, home, owner } = await scene(t);
  createAuthorKey(owner, 'ann-new');
  const options = { home: owner, key: 'ann-new', author: 'ann', registry };
  const file = join(temporaryFolder(t), 'ann.json');
  writeFileSync(file, JSON.stringify(await authorRequest(options)));
  await delegate(registry, file, ['@team/*'], { home: owner });
  const { signer } = await installChisel('sample', { home, registry, ...anyProgram });
  assert.equal(signer?.keys.length, 1);
  const folder = writeTree(temporaryFolder(t), sampleFiles({ name: '@team/a' }));
  await assert.rejects(publishChisel(folder, { home: owner, registry, key: 'ann' }), {
    code: 'CHISEL_PUBLISH_REFUSED',
  });
  await publishChisel(folder, options);
  await installChisel('@team/a', { home, registry, ...anyProgram });
});

test('data without an end is given up', { timeout: 20_000 }, async (t) => {
  const { registry, home } = await scene(t);
  const server = createServer((request, response) => {
    if (request.url?.endsWith('timestamp.json') === true) {
      // a body that is longer than any limit, as fast as it is taken
      const chunk = Buffer.alloc(64 * 1024, ' ');
      const write = (): void => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', write);
      write();
      return;
    }
    const file = join(registry, request.url ?? '');
    response.statusCode = existsSync(file) ? 200 : 404;
    response.end(existsSync(file) ? readFileSync(file) : '');
  }).listen(0, '127.0.0.1');
  t.after(() => server.close().closeAllConnections());
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const before = contentOf(home);
  await assert.rejects(installChisel('sample', { home, registry: url, ...anyProgram }), {
    code: 'CHISEL_REGISTRY_TOO_LARGE',
  });
  assert.deepEqual(contentOf(home), before);
});
