import { LuaError } from '../vm/lua-error.ts';
import { isInClass } from './char-class.ts';
import { isInSet, setEnd } from './pattern-set.ts';

const MAX_CAPTURES = 32;
/** LuaJIT gives up at the same depth. */
const MAX_DEPTH = 200;
const POSITION = -2;
const OPEN = -1;

const PERCENT = 37;
const PAREN = 40;
const PAREN_END = 41;
const STAR = 42;
const PLUS = 43;
const MINUS = 45;
const DOT = 46;
const QUESTION = 63;
const BRACKET = 91;
const DOLLAR = 36;
const LETTER_B = 98;
const LETTER_F = 102;

/** What a match found: a text, or a position, counted from 1. */
export type Capture = string | number;

/** One pattern of Lua at work on one byte string. Positions are counted from 0; -1 is no match. */
export class Pattern {
  readonly #subject: string;
  readonly #pattern: string;
  readonly #starts: number[] = [];
  readonly #lengths: number[] = [];
  #level = 0;
  #depth = 0;

  constructor(subject: string, pattern: string) {
    this.#subject = subject;
    this.#pattern = pattern;
  }

  /** Matches the pattern from its position `from` on; where the match ends. */
  matchAt(at: number, from: number): number {
    this.#level = 0;
    this.#depth = 0;
    return this.#match(at, from);
  }

  get captureCount(): number {
    return this.#level;
  }

  /** A capture; the whole match when the pattern has none. */
  capture(index: number, start: number, end: number): Capture {
    if (index >= this.#level) {
      if (index !== 0) return noCapture();
      return this.#subject.slice(start, end);
    }
    const from = this.#starts[index] as number;
    const length = this.#lengths[index] as number;
    if (length === OPEN) throw new LuaError('unfinished capture');
    return length === POSITION ? from + 1 : this.#subject.slice(from, from + length);
  }

  /** All captures, or the whole match when there are none. */
  captures(start: number, end: number): Capture[] {
    const count = this.#level === 0 ? 1 : this.#level;
    return Array.from({ length: count }, (_, index) => this.capture(index, start, end));
  }

  #match(at: number, from: number): number {
    if (++this.#depth > MAX_DEPTH) throw new LuaError('pattern too complex');
    const end = this.#matchItems(at, from);
    this.#depth--;
    return end;
  }

  /** Items one after another; what has alternatives recurses. */
  #matchItems(start: number, from: number): number {
    const pattern = this.#pattern;
    let at = start;
    let item = from;
    for (;;) {
      if (item === pattern.length) return at;
      const c = pattern.charCodeAt(item);
      if (c === PAREN) return this.#startCapture(at, item);
      if (c === PAREN_END) return this.#endCapture(at, item + 1);
      if (c === DOLLAR && item + 1 === pattern.length) {
        return at === this.#subject.length ? at : -1;
      }
      if (c === PERCENT) {
        const special = this.#matchSpecial(at, item);
        if (special === -1) return -1;
        if (special !== undefined) {
          at = special;
          item = this.#specialEnd(item);
          continue;
        }
      }
      const next = this.#itemEnd(item);
      const quantifier = next < pattern.length ? pattern.charCodeAt(next) : 0;
      if (isQuantifier(quantifier)) {
        return this.#matchRepeated(at, item, next, quantifier);
      }
      if (!this.#isSingle(at, item, next)) return -1;
      at++;
      item = next;
    }
  }

  #matchRepeated(at: number, item: number, next: number, quantifier: number): number {
    if (quantifier === MINUS) return this.#matchFew(at, item, next);
    if (quantifier === STAR) return this.#matchMany(at, item, next);
    const single = this.#isSingle(at, item, next);
    if (quantifier === PLUS) return single ? this.#matchMany(at + 1, item, next) : -1;
    const end = single ? this.#match(at + 1, next + 1) : -1;
    return end === -1 ? this.#match(at, next + 1) : end;
  }

  #matchMany(at: number, item: number, next: number): number {
    let count = 0;
    while (this.#isSingle(at + count, item, next)) count++;
    for (; count >= 0; count--) {
      const end = this.#match(at + count, next + 1);
      if (end !== -1) return end;
    }
    return -1;
  }

  #matchFew(start: number, item: number, next: number): number {
    for (let at = start; ; at++) {
      const end = this.#match(at, next + 1);
      if (end !== -1) return end;
      if (!this.#isSingle(at, item, next)) return -1;
    }
  }

  #isSingle(at: number, item: number, next: number): boolean {
    if (at >= this.#subject.length) return false;
    const byte = this.#subject.charCodeAt(at);
    const c = this.#pattern.charCodeAt(item);
    if (c === DOT) return true;
    if (c === PERCENT) return isInClass(byte, this.#pattern.charCodeAt(item + 1));
    if (c === BRACKET) return isInSet(this.#pattern, byte, item, next - 1);
    return c === byte;
  }

  /** Where the item that starts here ends. */
  #itemEnd(item: number): number {
    const pattern = this.#pattern;
    const c = pattern.charCodeAt(item);
    if (c === PERCENT) {
      if (item + 1 >= pattern.length) throw new LuaError("malformed pattern (ends with '%')");
      return item + 2;
    }
    if (c !== BRACKET) return item + 1;
    const end = setEnd(pattern, item);
    if (end === -1) throw new LuaError("malformed pattern (missing ']')");
    return end;
  }

  #startCapture(at: number, item: number): number {
    const isPosition = this.#pattern.charCodeAt(item + 1) === PAREN_END;
    if (this.#level >= MAX_CAPTURES) throw new LuaError('too many captures');
    this.#starts[this.#level] = at;
    this.#lengths[this.#level] = isPosition ? POSITION : OPEN;
    this.#level++;
    const end = this.#match(at, item + (isPosition ? 2 : 1));
    if (end === -1) this.#level--;
    return end;
  }

  #endCapture(at: number, item: number): number {
    let index = this.#level - 1;
    while (index >= 0 && this.#lengths[index] !== OPEN) index--;
    if (index < 0) throw new LuaError('invalid pattern capture');
    this.#lengths[index] = at - (this.#starts[index] as number);
    const end = this.#match(at, item);
    if (end === -1) this.#lengths[index] = OPEN;
    return end;
  }

  /** `%b`, `%f` and `%1`: where the item's match ends, -1 for none; undefined: not one of these. */
  #matchSpecial(at: number, item: number): number | undefined {
    const c = this.#pattern.charCodeAt(item + 1);
    if (c === LETTER_B) return this.#matchBalance(at, item + 2);
    if (c === LETTER_F) return this.#matchFrontier(at, item + 2);
    return c >= 48 && c <= 57 ? this.#matchCaptured(at, c - 49) : undefined;
  }

  #specialEnd(item: number): number {
    const c = this.#pattern.charCodeAt(item + 1);
    if (c === LETTER_B) return item + 4;
    return c === LETTER_F ? this.#itemEnd(item + 2) : item + 2;
  }

  #matchBalance(start: number, item: number): number {
    if (item + 1 >= this.#pattern.length) throw new LuaError('unbalanced pattern');
    const open = this.#pattern.charCodeAt(item);
    const close = this.#pattern.charCodeAt(item + 1);
    if (this.#subject.charCodeAt(start) !== open) return -1;
    let depth = 1;
    for (let at = start + 1; at < this.#subject.length; at++) {
      const c = this.#subject.charCodeAt(at);
      if (c === close) {
        if (--depth === 0) return at + 1;
      } else if (c === open) depth++;
    }
    return -1;
  }

  #matchFrontier(at: number, item: number): number {
    if (this.#pattern.charCodeAt(item) !== BRACKET) {
      throw new LuaError("missing '[' after '%f' in pattern");
    }
    const last = this.#itemEnd(item) - 1;
    const before = at === 0 ? 0 : this.#subject.charCodeAt(at - 1);
    const after = at === this.#subject.length ? 0 : this.#subject.charCodeAt(at);
    const isIn = (byte: number): boolean => isInSet(this.#pattern, byte, item, last);
    return !isIn(before) && isIn(after) ? at : -1;
  }

  #matchCaptured(at: number, index: number): number {
    const length = this.#lengths[index];
    if (index < 0 || index >= this.#level || length === OPEN || length === undefined) {
      throw new LuaError('invalid capture index');
    }
    if (length < 0) return -1;
    const from = this.#starts[index] as number;
    const captured = this.#subject.slice(from, from + length);
    return this.#subject.startsWith(captured, at) ? at + length : -1;
  }
}

export function noCapture(): never {
  throw new LuaError('invalid capture index');
}

function isQuantifier(c: number): boolean {
  return c === QUESTION || c === STAR || c === PLUS || c === MINUS;
}
