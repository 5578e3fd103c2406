import assert from 'node:assert/strict';
import test from 'node:test';
import { ByteWriter } from '@chisel/core/bytes/byte-writer.ts';
import type { Event } from '@chisel/core/state/event.ts';
import { harmless } from './harmless.ts';

test('control bytes of a value become dots, what stands before it stays', () => {
  const out = new ByteWriter(4);
  out.writeText('\x1b[m');
  const step = harmless((_event, writer) => {
    writer.writeText('a\x1b[2J\tb\n\x7f\xe9');
    return true;
  });
  assert.equal(step(undefined as unknown as Event, out), true);
  assert.equal(out.text(), '\x1b[ma.[2J\tb\n.\xe9');
});
