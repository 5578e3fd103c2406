/** A range of values and how many fell into it; `to` is not in it. */
export interface Bucket {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/**
 * How values are distributed, in bounded memory: 32 buckets for each power of two, so that a quantile is
 * off by 3 % at most; whole numbers below 64 are exact. Values below 0 count as 0.
 */
export class Histogram {
  count = 0;
  sum = 0;
  min = Infinity;
  max = -Infinity;
  readonly #counts = new Map<number, number>();

  add(value: number, times = 1): void {
    if (Number.isNaN(value)) return;
    const bucket = bucketOf(value);
    this.#counts.set(bucket, (this.#counts.get(bucket) ?? 0) + times);
    this.count += times;
    this.sum += value * times;
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
  }

  get mean(): number {
    return this.sum / this.count;
  }

  /** The value that this share of all values does not exceed, 0.5 for the median; NaN without any. */
  quantile(share: number): number {
    if (this.count === 0) return NaN;
    const wanted = Math.max(1, Math.ceil(share * this.count));
    let seen = 0;
    for (const [bucket, count] of this.#ordered()) {
      seen += count;
      if (seen >= wanted) return Math.min(this.max, Math.max(this.min, middleOf(bucket)));
    }
    return this.max;
  }

  /** Powers of two and how many values are between them, without gaps; 0 has a bucket of its own. */
  buckets(): Bucket[] {
    const octaves = new Map<number, number>();
    for (const [bucket, count] of this.#ordered()) {
      const octave = bucket >>> STEP_BITS;
      octaves.set(octave, (octaves.get(octave) ?? 0) + count);
    }
    const zeros = octaves.get(0) ?? 0;
    octaves.delete(0);
    const [first = 1] = octaves.keys();
    const last = Math.max(0, ...octaves.keys());
    const buckets = zeros > 0 ? [{ from: 0, to: startOf(first << STEP_BITS), count: zeros }] : [];
    for (let octave = first; octave <= last; octave++) {
      const from = startOf(octave << STEP_BITS);
      buckets.push({ from, to: from * 2, count: octaves.get(octave) ?? 0 });
    }
    return buckets;
  }

  #ordered(): [bucket: number, count: number][] {
    return [...this.#counts].sort(([a], [b]) => a - b);
  }
}

const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);
/** Bits of the fraction that tell buckets apart. */
const STEP_BITS = 5;
const SHIFT = 20 - STEP_BITS;

/** The exponent of a double and the first bits of its fraction, as one number. */
function bucketOf(value: number): number {
  float[0] = value > 0 ? value : 0;
  return (words[1] as number) >>> SHIFT;
}

function startOf(bucket: number): number {
  words[0] = 0;
  words[1] = bucket << SHIFT;
  return float[0] as number;
}

/** Whole numbers are what most values are: a bucket as narrow as one stands for its start. */
function middleOf(bucket: number): number {
  const from = startOf(bucket);
  const to = startOf(bucket + 1);
  return to - from <= 1 ? from : (from + to) / 2;
}
