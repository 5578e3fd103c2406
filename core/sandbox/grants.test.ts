import assert from 'node:assert/strict';
import test from 'node:test';
import { formatGrant, maySend, parseGrant, type Grant } from './grants.ts';

const good: [text: string, grant: Grant][] = [
  ['net:127.0.0.1:8125', { kind: 'net', host: '127.0.0.1', port: 8125 }],
  ['net:[::1]:53', { kind: 'net', host: '::1', port: 53 }],
  ['net:stats.example.org:65535', { kind: 'net', host: 'stats.example.org', port: 65535 }],
  ['write:out', { kind: 'write', folder: 'out' }],
  ['write:/var/tmp/a:b', { kind: 'write', folder: '/var/tmp/a:b' }],
];

for (const [text, grant] of good) {
  test(`${text} is a permission, and is written as it was read`, () => {
    assert.deepEqual(parseGrant(text), grant);
    assert.equal(formatGrant(grant), text);
  });
}

const bad =
  'net net: net:host net:host:0 net:host:65536 net:host:x net::8 net:a/b:1 write write: exec:ls';
for (const text of ['', 'write:a\0b', ...bad.split(' ')]) {
  test(`${JSON.stringify(text)} is refused`, () => {
    assert.throws(() => parseGrant(text), { code: 'CHISEL_BAD_GRANT' });
  });
}

test('a grant covers its own place alone', () => {
  const grants = [parseGrant('net:127.0.0.1:8125'), parseGrant('write:out')];
  assert.equal(maySend(grants, '127.0.0.1', 8125), true);
  assert.equal(maySend(grants, '127.0.0.1', 8126), false);
  assert.equal(maySend(grants, '127.0.0.2', 8125), false);
});
