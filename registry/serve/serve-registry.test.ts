import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { fetchVerified } from '../client/fetch-verified.ts';
import { openRegistry } from '../client/open-registry.ts';
import { installChisel } from '../install/install-chisels.ts';
import { createKeyPair } from '../keys/key-pair.ts';
import { createAuthorToken } from '../operate/create-author-token.ts';
import { initRegistry } from '../operate/init-registry.ts';
import { rotateKey } from '../operate/rotate-key.ts';
import { createAuthorKey } from '../publish/author-key.ts';
import { postPublication, type PublicationOf } from '../publish/post-publication.ts';
import { publishChisel } from '../publish/publish-chisel.ts';
import { signNext } from '../publish/sign-next.ts';
import { readCatalogue, type RegistryVersion } from '../resolve/catalogue.ts';
import { targetOf } from '../tree/target-of.ts';
import { anyProgram, packed, sampleFiles, temporaryFolder, writeTree } from '../testing/samples.ts';
import { serveRegistry } from './serve-registry.ts';

interface Served {
  readonly url: string;
  readonly folder: string;
  /** The home of those who run it, and of the author. */
  readonly home: string;
  token(author: string): Promise<string>;
}

async function serve(t: TestContext): Promise<Served> {
  const home = temporaryFolder(t);
  const folder = join(temporaryFolder(t), 'registry');
  initRegistry(folder, { home });
  const { url, close } = await serveRegistry(folder, { home, port: 0 });
  t.after(close);
  return { url, folder, home, token: (author) => createAuthorToken(folder, author, { home }) };
}

const chiselFolder = (t: TestContext, manifest: object): string =>
  writeTree(temporaryFolder(t), sampleFiles(manifest));

async function publishAs(
  t: TestContext,
  served: Served,
  author: string,
  manifest: object,
  token: string | Promise<string> = served.token(author),
): Promise<void> {
  const home = temporaryFolder(t);
  createAuthorKey(home, author);
  await publishChisel(chiselFolder(t, manifest), {
    home,
    registry: served.url,
    token: await token,
  });
}

test('what an author publishes can be installed, and says who made it', async (t) => {
  const served = await serve(t);
  await publishAs(t, served, 'ann', { name: 'slow-writes' });
  const home = temporaryFolder(t);
  const installed = await installChisel('slow-writes', {
    home,
    registry: served.url,
    ...anyProgram,
  });
  assert.equal(installed.signer?.role, 'ann');
  assert.match(installed.resolved, /^http:\/\/127\.0\.0\.1:\d+\/targets\/slow-writes\//);
});

const refused: [string, (t: TestContext, served: Served) => Promise<void>, RegExp][] = [
  [
    'without a token',
    (t, served) => publishAs(t, served, 'ann', {}, ''),
    /the token is not known here/,
  ],
  [
    'with a token that was made up',
    (t, served) => publishAs(t, served, 'ann', {}, 'x'.repeat(43)),
    /the token is not known here/,
  ],
  [
    'with the token of another author',
    (t, served) => publishAs(t, served, 'ann', {}, served.token('bob')),
    /not for publishing as 'ann'/,
  ],
  [
    'under a name that is another author’s',
    async (t, served) => {
      await publishAs(t, served, 'bob', { name: 'taken' });
      await publishAs(t, served, 'ann', { name: 'taken', version: '2.0.0' });
    },
    /the name taken is not one that 'ann' may publish/,
  ],
  [
    'under a name that looks like another',
    async (t, served) => {
      await publishAs(t, served, 'bob', { name: 'file-list' });
      await publishAs(t, served, 'ann', { name: 'fi1e_list' });
    },
    /fi1e_list looks like file-list/,
  ],
  [
    'in a scope that is nobody’s yet',
    (t, served) => publishAs(t, served, 'ann', { name: '@team/a' }),
    /the name @team\/a is not one/,
  ],
  [
    'with another key than before',
    async (t, served) => {
      await publishAs(t, served, 'ann', { name: 'first' });
      await publishAs(t, served, 'ann', { name: 'second' });
    },
    /the key is none of those of 'ann'/,
  ],
  [
    'with a manifest that is not valid',
    async (_t, served) => {
      const body = { author: 'ann', key: 'a'.repeat(64), metadata: '{}', archive: 'AAAA' };
      const answer = await post(served, body, await served.token('ann'));
      throw new Error(await answer.text());
    },
    /the archive of ann is refused/,
  ],
];

for (const [what, publish, message] of refused) {
  test(`publishing ${what} is refused`, async (t) => {
    const served = await serve(t);
    await assert.rejects(publish(t, served), { message });
    assert.equal((await fetch(`${served.url}chisels/sample`)).status, 404);
  });
}

function post(served: Served, body: object, token: string): Promise<Response> {
  return fetch(`${served.url}api/publish`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
}

test('a body that is too large is refused before it is kept', async (t) => {
  const served = await serve(t);
  const body = {
    author: 'ann',
    key: 'a'.repeat(64),
    metadata: '{}',
    archive: 'A'.repeat(25 << 20),
  };
  // the server may close the connection while the body is still being sent
  const status = await post(served, body, await served.token('ann')).then(
    (answer) => answer.status,
    () => 413,
  );
  assert.equal(status, 413);
});

for (const path of [
  'metadata/..%2f.busy',
  'metadata/%2e%2e/.busy',
  'targets/../../etc/passwd',
  'metadata/',
  '.busy',
  'tokens.json',
]) {
  test(`${path} is not served`, async (t) => {
    const served = await serve(t);
    assert.equal((await fetch(served.url + path)).status, 404);
  });
}

test('a page shows what a hostile author wrote as text, and runs none of it', async (t) => {
  const served = await serve(t);
  const evil = '<script>alert(1)</script><img src=x onerror=alert(1)> \u202e';
  const files = sampleFiles(
    { name: 'evil', description: 'a "quoted" <b>text</b>' },
    { 'README.md': evil, 'test/expected.txt': '</pre><script>alert(2)</script>' },
  );
  const home = temporaryFolder(t);
  const folder = writeTree(temporaryFolder(t), files);
  createAuthorKey(home, 'ann');
  await publishChisel(folder, { home, registry: served.url, token: await served.token('ann') });
  for (const path of ['', '?q=%3Cscript%3Ealert(3)%3C/script%3E', '?q=text', 'chisels/evil']) {
    const answer = await fetch(served.url + path);
    const text = await answer.text();
    assert.equal(answer.status, 200);
    assert.doesNotMatch(text, /<script|<img|<b>|\u202e/);
    assert.match(answer.headers.get('content-security-policy') ?? '', /^default-src 'none'/);
  }
  const page = await (await fetch(`${served.url}chisels/evil`)).text();
  assert.match(page, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/);
  assert.match(page, /prints to standard output/);
  assert.match(page, /&lt;\/pre&gt;&lt;script&gt;alert\(2\)/);
});

test('the search finds names, descriptions and READMEs', async (t) => {
  const served = await serve(t);
  await publishAs(t, served, 'ann', { name: 'slow-writes', description: 'Finds tardy calls.' });
  await publishAs(t, served, 'bob', { name: 'other' });
  for (const [query, count] of [
    ['slow', 1],
    ['TARDY calls', 1],
    ['sample', 2],
    ['nothing', 0],
  ] as const) {
    const page = await (await fetch(`${served.url}?q=${encodeURIComponent(query)}`)).text();
    assert.equal(page.match(/<li>/g)?.length ?? 0, count, query);
  }
});

test('keys can be rotated while it serves', async (t) => {
  const served = await serve(t);
  const home = temporaryFolder(t);
  for (const role of ['root', 'targets', 'snapshot', 'timestamp'] as const) {
    await rotateKey(served.folder, role, { home: served.home });
    await publishAs(t, served, `by-${role}`, { name: `after-${role}` });
    const options = { home, registry: served.url, ...anyProgram };
    await installChisel(`after-${role}`, options);
  }
});

const publishers = 200;

test(`${publishers} publish at once, and none is lost or torn`, { timeout: 120_000 }, async (t) => {
  const served = await serve(t);
  // ten of each author, so that they come into each other's way too
  const authors = Array.from({ length: 20 }, (_unused, i) => `author-${i}`);
  const known = await Promise.all(
    authors.map(async (author) => ({
      author,
      pair: createKeyPair(),
      token: await served.token(author),
    })),
  );
  const names = Array.from({ length: publishers }, (_unused, i) => `chisel-x${i}x`);
  await Promise.all(
    names.map((name, i) => {
      const { author, pair, token } = known[i % known.length] as (typeof known)[number];
      const chisel = packed({ name });
      const publicationOf: PublicationOf = (current, version) => ({
        author,
        key: pair.key.keyVal['public'] ?? '',
        metadata: signNext(current, [targetOf(chisel)], pair, version),
        archive: chisel.tarball,
      });
      return postPublication(served.url, publicationOf, token);
    }),
  );
  const client = await openRegistry(served.url, { home: temporaryFolder(t) });
  t.after(() => client.close());
  const chisels = await readCatalogue(client);
  assert.deepEqual(
    chisels.map(({ name }) => name),
    names.sort(),
  );
  for (const { versions } of chisels) {
    assert.ok((await fetchVerified(client, (versions[0] as RegistryVersion).target)).length > 0);
  }
  const files = readdirSync(join(served.folder, 'metadata'));
  assert.deepEqual(
    files.filter((name) => name.endsWith('.new')),
    [],
  );
});
