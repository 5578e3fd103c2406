/**
 * The order in which the reference walks its table of containers: that of a hash table of libstdc++ with
 * string keys, as they come in.
 */
export function hashOrder(keys: Iterable<string>): string[] {
  let size = 1;
  let order: string[] = [];
  let count = 0;
  const inserted = new Set<string>();
  for (const key of keys) {
    if (inserted.has(key)) continue;
    inserted.add(key);
    count++;
    if (count > size || size === 1) {
      size = nextSize(size);
      order = rehash(order, size);
    }
    insert(order, key, size);
  }
  return order;
}

/** Sizes of the table, each at least twice the one before. */
const SIZES = [
  13, 29, 59, 127, 257, 541, 1109, 2357, 5087, 10273, 20753, 42043, 85229, 172933, 351061, 712697,
];

function nextSize(size: number): number {
  return SIZES.find((larger) => larger > size) ?? size * 2 + 1;
}

/** A new key comes first in its bucket, or before all when the bucket is empty. */
function insert(order: string[], key: string, size: number): void {
  const bucket = bucketOf(key, size);
  const at = order.findIndex((other) => bucketOf(other, size) === bucket);
  order.splice(Math.max(at, 0), 0, key);
}

/** The keys are moved in their order: each behind the first of its bucket, as if that one stayed. */
function rehash(order: readonly string[], size: number): string[] {
  const moved: string[] = [];
  for (const key of order) insert(moved, key, size);
  return moved;
}

const MASK = (1n << 64n) - 1n;
const MULTIPLIER = 0xc6a4a7935bd1e995n;
const SEED = 0xc70f6907n;
const mix = (value: bigint): bigint => value ^ (value >> 47n);

function bucketOf(key: string, size: number): number {
  return Number(hash(Buffer.from(key, 'latin1')) % BigInt(size));
}

/** MurmurHash64A, with the seed that std::hash uses. */
function hash(bytes: Buffer): bigint {
  const whole = bytes.length & ~7;
  let value = (SEED ^ (BigInt(bytes.length) * MULTIPLIER)) & MASK;
  for (let at = 0; at < whole; at += 8) {
    const word = (mix((bytes.readBigUInt64LE(at) * MULTIPLIER) & MASK) * MULTIPLIER) & MASK;
    value = ((value ^ word) * MULTIPLIER) & MASK;
  }
  if (bytes.length > whole) {
    let rest = 0n;
    for (let at = bytes.length - 1; at >= whole; at--)
      rest = (rest << 8n) | BigInt(bytes[at] as number);
    value = ((value ^ rest) * MULTIPLIER) & MASK;
  }
  return mix((mix(value) * MULTIPLIER) & MASK);
}
