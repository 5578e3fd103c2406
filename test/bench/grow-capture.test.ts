import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { captureFolder } from '../support/project.ts';
import { growCapture } from './grow-capture.ts';

test('the tables once, the events over and over, time always moving on', () => {
  const folder = mkdtempSync(join(tmpdir(), 'chisel-grow-'));
  try {
    const input = join(captureFolder, 'curl_google.scap');
    const once = join(folder, 'once.scap');
    const thrice = join(folder, 'thrice.scap');
    const count = growCapture(input, once, 1);
    assert.equal(growCapture(input, thrice, 2 * count + 1), 3 * count);
    const original = blocks(gunzipSync(readFileSync(input)));
    const same = blocks(readFileSync(once));
    const grown = blocks(readFileSync(thrice));
    assert.ok(isDeepStrictEqual(same, original));
    assert.equal(grown.length - original.length, 2 * count);
    const times = grown.filter(({ type }) => type === 0x204).map(({ tsNs }) => tsNs);
    assert.equal(times.length, 3 * count);
    assert.ok((times[count] ?? 0n) > (times[count - 1] ?? 0n));
    assert.ok((times[2 * count] ?? 0n) > (times[2 * count - 1] ?? 0n));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

function blocks(bytes: Buffer): { type: number; length: number; tsNs: bigint }[] {
  const list = [];
  let at = 0;
  while (at < bytes.length) {
    const length = bytes.readUInt32LE(at + 4);
    assert.ok(length >= 12);
    const tsNs = length >= 18 ? bytes.readBigUInt64LE(at + 10) : 0n;
    list.push({ type: bytes.readUInt32LE(at), length, tsNs });
    at += length;
  }
  return list;
}
