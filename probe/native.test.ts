import assert from 'node:assert/strict';
import { constants } from 'node:os';
import test from 'node:test';
import { RING_BYTES, withLargestRing, type NativeProbe } from './native.ts';

const native = {} as NativeProbe;

/** Loads rings up to a size; larger ones fail for this reason. */
function loader(mostBytes: number, errno: number): (ringBytes: number) => NativeProbe {
  return (ringBytes) => {
    if (ringBytes <= mostBytes) return native;
    throw Object.assign(new Error('load'), { errno });
  };
}

test('rings are as large as there is memory for', () => {
  const { ENOMEM } = constants.errno;
  assert.equal(withLargestRing(loader(RING_BYTES, ENOMEM)).ringBytes, RING_BYTES);
  assert.equal(withLargestRing(loader(RING_BYTES / 2, ENOMEM)).ringBytes, RING_BYTES / 2);
  assert.equal(withLargestRing(loader(RING_BYTES / 3, ENOMEM)).ringBytes, RING_BYTES / 4);
});

test('rings do not become too small, nor for another reason', () => {
  const { ENOMEM, EPERM } = constants.errno;
  assert.throws(() => withLargestRing(loader(1 << 19, ENOMEM)), { errno: ENOMEM });
  assert.throws(() => withLargestRing(loader(1 << 20, EPERM)), { errno: EPERM });
});
