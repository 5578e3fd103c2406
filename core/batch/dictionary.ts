/** Longer texts are seldom seen twice: they travel with their batch and are not kept. */
const MAX_TEXT_LENGTH = 512;

export interface DictionaryLimits {
  readonly entries: number;
  readonly chars: number;
}

export const defaultDictionaryLimits: DictionaryLimits = { entries: 16_384, chars: 2 << 20 };

/**
 * Byte strings by number, so that each crosses into a sandbox once. It only grows, and once it is past
 * its limits the next batch begins a new one: endless input stays bounded.
 */
export class Dictionary {
  readonly #limits: DictionaryLimits;
  #numbers = new Map<string, number>();
  #chars = 0;

  constructor(limits: DictionaryLimits = defaultDictionaryLimits) {
    this.#limits = limits;
  }

  static accepts(text: string): boolean {
    return text.length <= MAX_TEXT_LENGTH;
  }

  /** The reference of a text, from 1; a new one is added to `added`. */
  reference(text: string, added: string[]): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const reference = this.#numbers.size + 1;
    this.#numbers.set(text, reference);
    this.#chars += text.length;
    added.push(text);
    return reference;
  }

  get count(): number {
    return this.#numbers.size;
  }

  get isFull(): boolean {
    return this.#numbers.size >= this.#limits.entries || this.#chars >= this.#limits.chars;
  }

  clear(): void {
    this.#numbers = new Map();
    this.#chars = 0;
  }
}
