import { latin1Slice } from './latin1.ts';

const SLOTS = 8192;
/** Longer texts rarely come again. */
const MAX_LENGTH = 160;

/**
 * Makes byte strings, the same object for the same bytes as long as it is remembered: names and paths
 * come again and again, and comparing is quicker than making. What is forgotten is just made anew.
 */
class TextPool {
  readonly #texts: string[] = new Array<string>(SLOTS).fill('');

  /** The bytes up to the first NUL, at most up to `end`. */
  textAt(bytes: Uint8Array, start: number, end: number): string {
    let hash = 0;
    let to = start;
    for (; to < end; to++) {
      const byte = bytes[to] as number;
      if (byte === 0) break;
      hash = (Math.imul(hash, 31) + byte) | 0;
    }
    const length = to - start;
    if (length === 0) return '';
    if (length > MAX_LENGTH) return latin1Slice(bytes, start, to);
    const slot = (hash ^ (hash >>> 13)) & (SLOTS - 1);
    const known = this.#texts[slot] as string;
    if (known.length === length && isSame(known, bytes, start)) return known;
    const text = latin1Slice(bytes, start, to);
    this.#texts[slot] = text;
    return text;
  }
}

function isSame(text: string, bytes: Uint8Array, start: number): boolean {
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) !== bytes[start + i]) return false;
  }
  return true;
}

/** One for the process: texts are values. */
export const textPool: TextPool = new TextPool();
