const MASK = 0xffff_ffff_ffff_ffffn;

/** Of each of the four registers: its length, and the shifts of its step. */
const REGISTERS: readonly (readonly [k: bigint, q: bigint, s: bigint])[] = [
  [63n, 31n, 18n],
  [58n, 19n, 28n],
  [55n, 24n, 7n],
  [47n, 21n, 8n],
];

/** Bits below which a register must not be after seeding: one byte each, the first the lowest. */
const LEAST_BITS = [1n, 6n, 9n, 17n];
const WARM_UP = 10;

const bits = new DataView(new ArrayBuffer(8));

/** The NaN of LuaJIT's processors; JavaScript doesn't say which one it has. */
const NAN_BITS = 0xfff8_0000_0000_0000n;

/** LuaJIT's generator: a combined Tausworthe generator of 223 bits. The same seed gives the same numbers. */
export class Random {
  readonly #registers = [0n, 0n, 0n, 0n];

  constructor() {
    this.seed(0);
  }

  seed(seed: number): void {
    let value = seed;
    LEAST_BITS.forEach((least, i) => {
      value = value * Math.PI + Math.E;
      bits.setFloat64(0, value);
      const register = Number.isNaN(value) ? NAN_BITS : bits.getBigUint64(0);
      this.#registers[i] = register < 1n << least ? register + (1n << least) : register;
    });
    for (let i = 0; i < WARM_UP; i++) this.#step();
  }

  /** In [0, 1). */
  next(): number {
    const mantissa = this.#step() & 0x000f_ffff_ffff_ffffn;
    bits.setBigUint64(0, mantissa | 0x3ff0_0000_0000_0000n);
    return bits.getFloat64(0) - 1;
  }

  #step(): bigint {
    let result = 0n;
    REGISTERS.forEach(([k, q, s], i) => {
      let z = this.#registers[i] as bigint;
      z = ((((z << q) & MASK) ^ z) >> (k - s)) ^ (((z & (MASK << (64n - k)) & MASK) << s) & MASK);
      this.#registers[i] = z;
      result ^= z;
    });
    return result;
  }
}
