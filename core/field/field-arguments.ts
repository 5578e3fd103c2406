import type { EventTable } from '../event/event-table.ts';
import { argumentWrong } from './field-errors.ts';
import type { ArgumentAt, ArgumentReader } from './field.ts';

/** Reads `[argument]`; the argument may stand in quotes. */
export const bracketed: ArgumentReader = (text, at) => {
  if (text[at] !== '[') return undefined;
  const quote = text[at + 1];
  if (quote === '"' || quote === "'") {
    const close = text.indexOf(`${quote}]`, at + 2);
    if (close >= 0) return { argument: text.slice(at + 2, close), end: close + 2 };
  }
  const close = text.indexOf(']', at);
  if (close < 0) {
    const argument = text.slice(at);
    throw argumentWrong({
      field: nameBefore(text, at),
      argument,
      expected: 'a closing bracket after the argument',
    });
  }
  return { argument: text.slice(at + 1, close), end: close + 1 };
};

/** Reads `.word`, a word being what `pattern` (sticky) matches. */
export function dotted(pattern: RegExp): ArgumentReader {
  return (text, at) => {
    if (text[at] !== '.') return undefined;
    pattern.lastIndex = at + 1;
    const argument = pattern.exec(text)?.[0];
    return argument ? { argument, end: at + 1 + argument.length } : undefined;
  };
}

/** One of the names of params has a blank in it. */
const NAME = /^[\w ]+/;
const MAX_NAME = 64;

/** Reads `.name`, taking the longest of the names that stands there. */
export function dottedName(
  names: (table: EventTable) => ReadonlySet<string>,
  otherwise?: RegExp,
): ArgumentReader {
  return (text, at, table) => {
    if (text[at] !== '.') return undefined;
    const rest = NAME.exec(text.slice(at + 1, at + 1 + MAX_NAME))?.[0] ?? '';
    const known = names(table);
    for (let length = rest.length; length > 0; length--) {
      const argument = rest.slice(0, length);
      if (known.has(argument)) return { argument, end: at + 1 + length };
    }
    const argument = otherwise?.exec(rest)?.[0];
    if (argument) return { argument, end: at + 1 + argument.length };
    throw argumentWrong({
      field: nameBefore(text, at),
      argument: rest.trimEnd(),
      expected: 'a name that some event has; -L lists the events and their arguments',
    });
  };
}

/** The field whose argument was looked for. */
function nameBefore(text: string, at: number): string {
  return /[\w.]*$/.exec(text.slice(0, at))?.[0] ?? '';
}

/** Tries several forms in turn. */
export function oneOf(...readers: readonly ArgumentReader[]): ArgumentReader {
  return (text, at, table) => {
    let found: ArgumentAt | undefined;
    for (const reader of readers) if ((found = reader(text, at, table))) return found;
    return undefined;
  };
}

/** The argument as a whole number that fits 32 bits, undefined when it is none. */
export function integerArgument(argument: string): number | undefined {
  if (!/^-?\d{1,10}$/.test(argument)) return undefined;
  const value = Number(argument);
  return value === (value | 0) ? value : undefined;
}

const paramNames = new WeakMap<EventTable, ReadonlySet<string>>();

/** Every name that a param of some event has. */
export function allParamNames(table: EventTable): ReadonlySet<string> {
  let names = paramNames.get(table);
  if (!names) {
    names = new Set(
      table.types.flatMap(({ known, params }) => (known ? params.map(({ name }) => name) : [])),
    );
    paramNames.set(table, names);
  }
  return names;
}
