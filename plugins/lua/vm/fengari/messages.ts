import { lobject, type LuaState } from './fengari.ts';
import { push } from './host-values.ts';
import { decodeBytes, encodeBytes } from './values.ts';

/** How LuaJIT words what Fengari words otherwise. */
const WORDS: Readonly<Record<string, string>> = {
  'attempt to yield across a JS-call boundary': 'attempt to yield across C-call boundary',
  'attempt to yield from outside a coroutine': 'attempt to yield across C-call boundary',
  'JS stack overflow': 'stack overflow',
};

const TYPE_ERROR = 'attempt to %s a %s value%s';
const VARIABLE = /^ \((global|local|upvalue|field|method) '([^]*)'\)$/;

/** Has Fengari's messages made here, and worded as LuaJIT does: the variable before its type. */
export function installMessages(): void {
  lobject.luaO_pushvfstring = (L, format, args) => {
    const text = message(decodeBytes(format), args);
    push(L as LuaState, text);
    return encodeBytes(text);
  };
  lobject.luaO_pushfstring = (L, format, ...args) => lobject.luaO_pushvfstring(L, format, args);
}

function message(format: string, args: unknown[]): string {
  if (format === TYPE_ERROR) return typeError(args.map(textArgument));
  const words = WORDS[format];
  if (words !== undefined) return words;
  if (format === '%s near %s') return nearToken(args.map(textArgument));
  let index = 0;
  return format.replace(/%([scdIfpU%])/g, (_, letter: string) => {
    if (letter === '%') return '%';
    const argument = args[index++];
    return letter === 'c' ? character(argument as number) : quoted(textArgument(argument));
  });
}

const ESCAPE =
  /^(.*: )(?:hexadecimal digit expected|decimal escape too large|invalid escape sequence)$/;
const STARTED = / \(starting at line \d+\)$/;

/** A syntax error; of a bad escape, what stands before it in the string. */
function nearToken([complaint = '', token = '']: string[]): string {
  const escape = ESCAPE.exec(complaint);
  if (!escape) return `${complaint.replace(STARTED, '')} near ${quoted(token)}`;
  return `${String(escape[1])}invalid escape sequence near ${token.slice(0, token.lastIndexOf('\\'))}'`;
}

function typeError([operation = '', type = '', variable = '']: string[]): string {
  const named = variable.endsWith(" '?')") ? null : VARIABLE.exec(variable);
  const what = named
    ? `${String(named[1])} '${String(named[2])}' (a ${type} value)`
    : `a ${type} value`;
  return `attempt to ${operation} ${what}`;
}

function textArgument(argument: unknown): string {
  return argument instanceof Uint8Array ? decodeBytes(argument) : String(argument);
}

/** LuaJIT quotes the names of tokens too. */
function quoted(text: string): string {
  return /^<(eof|name|string|number)>$/.test(text) ? `'${text}'` : text;
}

function character(code: number): string {
  return code >= 32 && code < 127 ? String.fromCharCode(code) : `<\\${String(code)}>`;
}
