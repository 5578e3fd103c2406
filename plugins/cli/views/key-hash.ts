import type { Cell } from './aggregate.ts';

/** Bytes of numbers, by the type of a field. */
const sizes: Readonly<Record<string, number>> = {
  INT8: 1,
  UINT8: 1,
  INT16: 2,
  UINT16: 2,
  PORT: 2,
  INT32: 4,
  UINT32: 4,
  BOOL: 4,
};
const MULTIPLIER = 101n;

/** The hash by which the reference's tables find a key of this type: its bytes but the last. */
export function keyHash(type: string): (key: Cell) => bigint {
  const size = sizes[type] ?? 8;
  return (key) => {
    let hash = 0n;
    for (const byte of bytesOf(key, size))
      hash = BigInt.asUintN(64, hash * MULTIPLIER + BigInt(byte));
    return hash;
  };
}

/** Of a text the last byte is the zero at its end. */
function bytesOf(key: Cell, size: number): Uint8Array {
  if (typeof key === 'string') return Buffer.from(key, 'latin1');
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt.asUintN(64, BigInt(key)));
  return bytes.subarray(0, size - 1);
}
