import { isInClass } from './char-class.ts';
import { isInSet, setEnd } from './pattern-set.ts';

/**
 * Patterns of Lua as regular expressions, which the engine compiles. Both try what a pattern can be in the
 * same order, so they find the same.
 */

const PERCENT = 37;
const PAREN = 40;
const PAREN_END = 41;
const DOT = 46;
const BRACKET = 91;
const DOLLAR = 36;

/** LuaJIT has an error for patterns that are too deep: those must be longer. */
const MAX_PATTERN = 150;
/** Longer texts may need more memory for ways back than the engine has. */
const MAX_SUBJECT = 1 << 20;
const MAX_CAPTURES = 32;
const MAX_KEPT = 256;

const quantifiers: Readonly<Record<string, string>> = { '*': '*', '+': '+', '-': '*?', '?': '?' };
/** Of `%b()`, `%f[set]` and `%1`, which regular expressions have not. */
const special = /[bf0-9]/;

type Kept = Map<string, RegExp | undefined>;
const kept: { anchored: Kept; floating: Kept } = { anchored: new Map(), floating: new Map() };

/**
 * The expression for a pattern, to be used from its `lastIndex` on; one that is anchored begins with `^` and
 * is found only there. Undefined where the pattern has to be matched item by item, or is malformed.
 */
export function regexpOf(
  subject: string,
  pattern: string,
  isAnchored: boolean,
): RegExp | undefined {
  if (pattern.length > MAX_PATTERN || subject.length > MAX_SUBJECT) return undefined;
  const known = isAnchored ? kept.anchored : kept.floating;
  const regexp = known.get(pattern);
  if (regexp !== undefined || known.has(pattern)) return regexp;
  if (known.size >= MAX_KEPT) known.clear();
  const source = translate(pattern, isAnchored ? 1 : 0);
  const made = source === undefined ? undefined : new RegExp(source, isAnchored ? 'y' : 'g');
  known.set(pattern, made);
  return made;
}

function translate(pattern: string, from: number): string | undefined {
  let source = '';
  let open = 0;
  let captures = 0;
  let item = from;
  while (item < pattern.length) {
    const c = pattern.charCodeAt(item);
    if (c === PAREN) {
      if (pattern.charCodeAt(item + 1) === PAREN_END || ++captures > MAX_CAPTURES) return undefined;
      open++;
      source += pattern.charAt(item++);
    } else if (c === PAREN_END) {
      if (--open < 0) return undefined;
      source += pattern.charAt(item++);
    } else if (c === DOLLAR && item + 1 === pattern.length) {
      source += pattern.charAt(item++);
    } else {
      const end = itemEnd(pattern, item);
      if (end === undefined) return undefined;
      const quantifier = quantifiers[pattern.charAt(end)];
      source += bytesOf(pattern, item, end) + (quantifier ?? '');
      item = quantifier === undefined ? end : end + 1;
    }
  }
  return open === 0 ? source : undefined;
}

function itemEnd(pattern: string, item: number): number | undefined {
  const c = pattern.charCodeAt(item);
  if (c === BRACKET) {
    const end = setEnd(pattern, item);
    return end === -1 ? undefined : end;
  }
  if (c !== PERCENT) return item + 1;
  const letter = pattern.charAt(item + 1);
  return letter === '' || special.test(letter) ? undefined : item + 2;
}

/** The bytes that an item stands for. */
function bytesOf(pattern: string, item: number, end: number): string {
  const c = pattern.charCodeAt(item);
  if (c === DOT) return '[^]';
  if (c === PERCENT) {
    const letter = pattern.charCodeAt(item + 1);
    return rangesOf((byte) => isInClass(byte, letter));
  }
  if (c === BRACKET) return rangesOf((byte) => isInSet(pattern, byte, item, end - 1));
  return escaped(c);
}

function rangesOf(has: (byte: number) => boolean): string {
  let ranges = '';
  for (let byte = 0; byte < 256; byte++) {
    if (!has(byte)) continue;
    const first = byte;
    while (byte < 255 && has(byte + 1)) byte++;
    ranges += first === byte ? escaped(first) : `${escaped(first)}-${escaped(byte)}`;
  }
  return `[${ranges}]`;
}

function escaped(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, '0')}`;
}
