/**
 * The order in which the reference walks a table: that of a hash table of libstdc++ (`std::unordered_map`)
 * with these keys, as they come in. Without a hash of the table's own, numbers are theirs.
 */
export function hashOrder<Key>(
  keys: Iterable<Key>,
  hash: (key: Key) => bigint = standardHash,
): Key[] {
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
    walk.insert({ key, hash: hash(key) });
  }
  return walk.order().map(({ key }) => key);
}

interface Hashed<Key> {
  readonly key: Key;
  readonly hash: bigint;
}

/** Numbers of buckets: primes, each at least twice the one before. */
const SIZES = [
  13, 29, 59, 127, 257, 541, 1109, 2357, 5087, 10273, 20753, 42043, 85229, 172933, 351061, 712697,
];

function nextSize(size: number): number {
  return SIZES.find((larger) => larger > size) ?? size * 2 + 1;
}

/** A new key comes first in its bucket, and its bucket before all others when it was empty. */
class Walk<Key> {
  readonly #size: bigint;
  readonly #buckets = new Map<bigint, Hashed<Key>[]>();

  constructor(size: number) {
    this.#size = BigInt(size);
  }

  insert(entry: Hashed<Key>): void {
    const bucket = entry.hash % this.#size;
    const there = this.#buckets.get(bucket);
    if (there) there.push(entry);
    else this.#buckets.set(bucket, [entry]);
  }

  order(): Hashed<Key>[] {
    return [...this.#buckets.values()].flat().reverse();
  }
}

const MASK = (1n << 64n) - 1n;
const MULTIPLIER = 0xc6a4a7935bd1e995n;
const SEED = 0xc70f6907n;
const mix = (value: bigint): bigint => value ^ (value >> 47n);

/** That of `std::hash`: numbers are their own. */
function standardHash(key: unknown): bigint {
  if (typeof key === 'number') return BigInt.asUintN(64, BigInt(key));
  return textHash(Buffer.from(String(key), 'latin1'));
}

/** MurmurHash64A, with the seed that std::hash uses. */
function textHash(bytes: Buffer): bigint {
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
