import type { Lexer } from './lexer.ts';
import { END_OF_FILE } from './token.ts';

const PLAIN = /[^\\\r\n"']+/y;
const DECIMAL = /[0-9]{1,3}/y;
const HEXADECIMAL = /x([0-9A-Fa-f]{2})/y;
const UNICODE = /u\{([0-9A-Fa-f]+)\}/y;
const BLANKS = /[ \t\f\v]*/y;

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
  "'": "'",
};

/** Reads a quoted string, from its opening quote on. */
export function readString(lexer: Lexer, quote: string): string {
  lexer.position++;
  let text = '';
  for (;;) {
    text += lexer.match(PLAIN)?.[0] ?? '';
    const char = lexer.source[lexer.position];
    if (char === undefined) throw lexer.fail('unfinished string', lexer.line, END_OF_FILE);
    if (char === '\n' || char === '\r') {
      throw lexer.fail('unfinished string', lexer.line, quote + text);
    }
    lexer.position++;
    if (char === quote) return text;
    text += char === '\\' ? readEscape(lexer, quote + text) : char;
  }
}

function readEscape(lexer: Lexer, before: string): string {
  const char = lexer.source[lexer.position] ?? '';
  const simple = Object.hasOwn(ESCAPES, char) ? ESCAPES[char] : undefined;
  if (simple !== undefined) {
    lexer.position++;
    return simple;
  }
  if (lexer.skipNewline()) return '\n';
  if (char === 'z') {
    lexer.position++;
    do lexer.match(BLANKS);
    while (lexer.skipNewline());
    return '';
  }
  const code = readCode(lexer);
  if (code === undefined) throw lexer.fail('invalid escape sequence', lexer.line, before);
  return code;
}

/** By number: `\255`, `\xff`, `\u{20ac}`. */
function readCode(lexer: Lexer): string | undefined {
  const decimal = lexer.match(DECIMAL)?.[0];
  if (decimal !== undefined) {
    return Number(decimal) > 255 ? undefined : String.fromCharCode(Number(decimal));
  }
  const hexadecimal = lexer.match(HEXADECIMAL)?.[1];
  if (hexadecimal !== undefined) return String.fromCharCode(parseInt(hexadecimal, 16));
  const unicode = lexer.match(UNICODE)?.[1];
  return unicode === undefined ? undefined : encodeUtf8(parseInt(unicode, 16));
}

/** As a byte string; LuaJIT refuses surrogates. */
function encodeUtf8(code: number): string | undefined {
  if (code >= 0x110000 || (code >= 0xd800 && code < 0xe000)) return undefined;
  if (code < 0x80) return String.fromCharCode(code);
  const tail = (shift: number): number => 0x80 | ((code >> shift) & 63);
  if (code < 0x800) return String.fromCharCode(0xc0 | (code >> 6), tail(0));
  if (code < 0x10000) return String.fromCharCode(0xe0 | (code >> 12), tail(6), tail(0));
  return String.fromCharCode(0xf0 | (code >> 18), tail(12), tail(6), tail(0));
}
