import { LuaError } from '../vm/lua-error.ts';
import type { LuaValue, LuaVm } from '../vm/lua-vm.ts';
import { ArgumentError } from '../vm/argument-error.ts';
import { numberToText } from './number-to-text.ts';
import { Pattern } from './pattern.ts';

const PERCENT = 37;
const CARET = 94;

/** What a match is replaced by; undefined leaves it as it is. */
type Replacement = (match: Pattern, start: number, end: number) => string | undefined;

/** `string.gsub`: the new text and the number of matches. */
export function substitute(
  vm: LuaVm,
  subject: string,
  patternText: string,
  by: LuaValue,
  most: number,
): [string, number] {
  const replace = replacementOf(vm, by);
  const isAnchored = patternText.charCodeAt(0) === CARET;
  const from = isAnchored ? 1 : 0;
  const pattern = new Pattern(subject, patternText);
  let result = '';
  let at = 0;
  let count = 0;
  while (count < most) {
    const end = pattern.matchAt(at, from);
    if (end !== -1) {
      count++;
      result += replace(pattern, at, end) ?? subject.slice(at, end);
    }
    if (end > at) at = end;
    else if (at < subject.length) result += subject.charAt(at++);
    else break;
    if (isAnchored) break;
  }
  return [result + subject.slice(at), count];
}

function replacementOf(vm: LuaVm, by: LuaValue): Replacement {
  if (typeof by === 'string') return template(by);
  if (typeof by === 'number') return template(numberToText(by));
  switch (vm.typeOf(by)) {
    case 'function':
      return (match, start, end) => replaced(vm, vm.call(by, match.captures(start, end))[0]);
    case 'table':
      return (match, start, end) => replaced(vm, vm.index(by, match.capture(0, start, end)));
    default:
      throw new ArgumentError(3, 'string/function/table expected');
  }
}

function replaced(vm: LuaVm, value: LuaValue): string | undefined {
  if (value === undefined || value === false) return undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberToText(value);
  throw new LuaError(`invalid replacement value (a ${vm.typeOf(value)})`);
}

/** Text in which `%1` stands for a capture, `%0` for the match, and `%` before others for nothing. */
function template(text: string): Replacement {
  if (!text.includes('%')) return () => text;
  return (match, start, end) => {
    let result = '';
    for (let i = 0; i < text.length; i++) {
      if (text.charCodeAt(i) !== PERCENT) result += text.charAt(i);
      else result += escaped(match, text.charCodeAt(++i), start, end);
    }
    return result;
  };
}

function escaped(match: Pattern, code: number, start: number, end: number): string {
  // What C finds after the end of a string.
  if (Number.isNaN(code)) return '\0';
  if (code < 48 || code > 57) return String.fromCharCode(code);
  if (code === 48) return match.whole(start, end);
  const captured = match.capture(code - 49, start, end);
  return typeof captured === 'number' ? numberToText(captured) : captured;
}
