import { isInClass } from './char-class.ts';

/** Items of patterns that stand for one byte. */

const PERCENT = 37;
const MINUS = 45;
const BRACKET_END = 93;
const CARET = 94;

/** Where the set ends that begins at `item`; -1 when it has no end. */
export function setEnd(pattern: string, item: number): number {
  let at = item + 1;
  if (pattern.charCodeAt(at) === CARET) at++;
  do {
    if (at >= pattern.length) return -1;
    const escaped = pattern.charCodeAt(at++) === PERCENT;
    if (escaped && at < pattern.length) at++;
  } while (pattern.charCodeAt(at) !== BRACKET_END);
  return at + 1;
}

/** Whether a byte is in the set that begins at `first`; `last` is where the closing bracket stands. */
export function isInSet(pattern: string, byte: number, first: number, last: number): boolean {
  let item = first + 1;
  const negated = pattern.charCodeAt(item) === CARET;
  if (negated) item++;
  while (item < last) {
    const c = pattern.charCodeAt(item);
    if (c === PERCENT) {
      if (isInClass(byte, pattern.charCodeAt(item + 1))) return !negated;
      item += 2;
    } else if (pattern.charCodeAt(item + 1) === MINUS && item + 2 < last) {
      if (c <= byte && byte <= pattern.charCodeAt(item + 2)) return !negated;
      item += 3;
    } else {
      if (c === byte) return !negated;
      item++;
    }
  }
  return negated;
}
