/**
 * The order in which LuaJIT walks a table with whole numbers as keys, set in this order: those of its array
 * part, then the nodes of its hash part. Its sizes, its hash of numbers and where it puts what collides
 * are those of LuaJIT 2.1 on x86-64, which scripts for the reference run on.
 */
export function luaKeyOrder(keys: Iterable<number>): number[] {
  const table = new KeyTable();
  for (const key of keys) table.add(key);
  return table.keys();
}

interface Node {
  key: number | undefined;
  next: number;
}

const NONE = -1;
const ARRAY_BINS = 28;

class KeyTable {
  /** By key, whether it is there. */
  #array: boolean[] = [];
  #nodes: Node[] = [];
  /** Nodes from here on were given away to keys that collided. */
  #freeTop = 0;

  keys(): number[] {
    const inArray = this.#array.flatMap((isThere, key) => (isThere ? [key] : []));
    return [...inArray, ...this.#nodes.flatMap(({ key }) => key ?? [])];
  }

  add(key: number): void {
    if (key < this.#array.length) this.#array[key] = true;
    else if (!this.#has(key)) this.#insert(key);
  }

  #has(key: number): boolean {
    let at = this.#mainOf(key);
    while (at !== NONE && this.#node(at).key !== key) at = this.#node(at).next;
    return at !== NONE;
  }

  #insert(key: number): void {
    const main = this.#mainOf(key);
    if (main !== NONE && this.#node(main).key === undefined) {
      this.#node(main).key = key;
      return;
    }
    const free = this.#takeFree();
    if (free === NONE) {
      this.#grow(key);
      this.add(key);
    } else {
      this.#collide(key, main, free);
    }
  }

  /** A key in its main place stays there; one that is not gives way. */
  #collide(key: number, main: number, free: number): void {
    const node = this.#node(main);
    const mainOfOther = this.#mainOf(node.key as number);
    if (mainOfOther === main) {
      this.#nodes[free] = { key, next: node.next };
      node.next = free;
      return;
    }
    let before = mainOfOther;
    while (this.#node(before).next !== main) before = this.#node(before).next;
    this.#node(before).next = free;
    this.#nodes[free] = { ...node };
    this.#nodes[main] = { key, next: NONE };
  }

  #takeFree(): number {
    while (this.#freeTop > 0) {
      this.#freeTop--;
      if (this.#node(this.#freeTop).key === undefined) return this.#freeTop;
    }
    return NONE;
  }

  /** Makes room for one more key: an array that is more than half full, and nodes for the others. */
  #grow(key: number): void {
    const before = this.keys();
    const arraySize = arraySizeOf([...before, key]);
    const outside = [...before, key].filter((one) => one >= arraySize).length;
    this.#array = new Array<boolean>(arraySize).fill(false);
    this.#nodes = Array.from({ length: nodeCount(outside) }, () => ({
      key: undefined,
      next: NONE,
    }));
    this.#freeTop = this.#nodes.length;
    for (const one of before) this.add(one);
  }

  #mainOf(key: number): number {
    return this.#nodes.length === 0 ? NONE : hashOf(key) & (this.#nodes.length - 1);
  }

  #node(at: number): Node {
    return this.#nodes[at] as Node;
  }
}

/** The largest size that keys fill by more than a half; slot 0 is part of it. */
function arraySizeOf(keys: readonly number[]): number {
  const bins = new Array<number>(ARRAY_BINS).fill(0);
  for (const key of keys) if (binOf(key) < ARRAY_BINS) bins[binOf(key)]! += 1;
  const all = bins.reduce((total, count) => total + count, 0);
  let size = 0;
  let sum = 0;
  for (let bin = 0; 2 * all > 2 ** bin && sum !== all; bin++) {
    sum += bins[bin] as number;
    if (bins[bin] !== 0 && 2 * sum > 2 ** bin) size = 2 ** (bin + 1) + 1;
  }
  return size;
}

/** Keys to 2 are in the first bin, those to 4 in the next, then to 8 and so on. */
function binOf(key: number): number {
  return key > 2 ? highestBit(key - 1) : 0;
}

function nodeCount(keys: number): number {
  if (keys === 0) return 0;
  return keys === 1 ? 2 : 2 ** (1 + highestBit(keys - 1));
}

function highestBit(value: number): number {
  return 31 - Math.clz32(value);
}

const halves = new DataView(new ArrayBuffer(8));

/** Numbers are hashed by the two halves of their double, without its sign. */
function hashOf(key: number): number {
  halves.setFloat64(0, key);
  let high = halves.getUint32(0) << 1;
  let low = halves.getUint32(4) ^ high;
  high = rotateLeft(high, 14);
  low = (low - high) | 0;
  high = rotateLeft(high, 5) ^ low;
  return (high - rotateLeft(low, 13)) | 0;
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
