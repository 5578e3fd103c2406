import { LuaError } from '../vm/lua-error.ts';
import type { LuaValue, LuaVm } from '../vm/lua-vm.ts';
import { ArgumentError } from '../vm/argument-error.ts';
import { numberToText } from './number-to-text.ts';
import { createFinder, isAnchored, type Finder } from './find-pattern.ts';

const PERCENT = 37;

/** What a match is replaced by; undefined leaves it as it is. */
type Replacement = (match: Finder) => string | undefined;

/** `string.gsub`: the new text and the number of matches. */
export function substitute(
  vm: LuaVm,
  subject: string,
  patternText: string,
  by: LuaValue,
  most: number,
): [string, number] {
  const replace = replacementOf(vm, subject, by);
  const anchored = isAnchored(patternText);
  const finder = createFinder(subject, patternText, anchored);
  let result = '';
  let at = 0;
  let count = 0;
  while (count < most && finder.find(at)) {
    const { start, end } = finder;
    count++;
    result += subject.slice(at, start) + (replace(finder) ?? subject.slice(start, end));
    at = end;
    if (anchored || (end === start && at === subject.length)) break;
    if (end === start) result += subject.charAt(at++);
  }
  return [result + subject.slice(at), count];
}

function replacementOf(vm: LuaVm, subject: string, by: LuaValue): Replacement {
  if (typeof by === 'string') return template(subject, by);
  if (typeof by === 'number') return template(subject, numberToText(by));
  switch (vm.typeOf(by)) {
    case 'function':
      return (match) => replaced(vm, vm.call(by, match.captures())[0]);
    case 'table':
      return (match) => replaced(vm, vm.index(by, match.capture(0)));
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
function template(subject: string, text: string): Replacement {
  if (!text.includes('%')) return () => text;
  return (match) => {
    let result = '';
    for (let i = 0; i < text.length; i++) {
      if (text.charCodeAt(i) !== PERCENT) result += text.charAt(i);
      else result += escaped(match, subject, text.charCodeAt(++i));
    }
    return result;
  };
}

function escaped(match: Finder, subject: string, code: number): string {
  // What C finds after the end of a string.
  if (Number.isNaN(code)) return '\0';
  if (code < 48 || code > 57) return String.fromCharCode(code);
  if (code === 48) return subject.slice(match.start, match.end);
  const captured = match.capture(code - 49);
  return typeof captured === 'number' ? numberToText(captured) : captured;
}
