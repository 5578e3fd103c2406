/**
 * The order in which the reference walks a table: that of a hash table of libstdc++ (`std::unordered_map`)
 * with these keys, as they come in.
 */
export function hashOrder<Key extends string | number>(keys: Iterable<Key>): Key[] {
  let size = 0;
  let walk = new Walk<Key>(1);
  let count = 0;
  for (const key of new Set(keys)) {
    if (++count > size) {
      const order = walk.order();
      size = nextSize(size);
      walk = new Walk(size);
      for (const moved of order) walk.insert(moved);
    }
    walk.insert(key);
  }
  return walk.order();
}

/** Numbers of buckets: primes, each at least twice the one before. */
const SIZES = [
  13, 29, 59, 127, 257, 541, 1109, 2357, 5087, 10273, 20753, 42043, 85229, 172933, 351061, 712697,
];

function nextSize(size: number): number {
  return SIZES.find((larger) => larger > size) ?? size * 2 + 1;
}

/** A new key comes first in its bucket, and its bucket before all others when it was empty. */
class Walk<Key extends string | number> {
  readonly #size: number;
  readonly #buckets = new Map<number, Key[]>();

  constructor(size: number) {
    this.#size = size;
  }

  insert(key: Key): void {
    const bucket = bucketOf(key, this.#size);
    const there = this.#buckets.get(bucket);
    if (there) there.push(key);
    else this.#buckets.set(bucket, [key]);
  }

  order(): Key[] {
    return [...this.#buckets.values()].flat().reverse();
  }
}

const MASK = (1n << 64n) - 1n;
const MULTIPLIER = 0xc6a4a7935bd1e995n;
const SEED = 0xc70f6907n;
const mix = (value: bigint): bigint => value ^ (value >> 47n);

/** Numbers are their own hash. */
function bucketOf(key: string | number, size: number): number {
  if (typeof key === 'number') return Number(BigInt.asUintN(64, BigInt(key)) % BigInt(size));
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
