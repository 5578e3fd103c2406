import { textToNumber } from '../../lib51/text-to-number.ts';
import type { Lexer } from './lexer.ts';
import { UntranslatableError } from './syntax-error.ts';

/** Whatever looks like a number to LuaJIT's scanner; whether it is one is seen afterwards. */
const DECIMAL = /(?:[eE][+-]?|[0-9A-Za-z_.\x80-\xff])+/y;
const HEXADECIMAL = /0[xX](?:[pP][+-]?|[0-9A-Za-z_.\x80-\xff])*/y;
const FOREIGN = /^(?:0[xX][0-9A-Fa-f]+|[0-9]+)(?:[uU]?[lL][lL])$|^[0-9A-Fa-fxX.]+[iI]$/;

export function readNumber(lexer: Lexer): number {
  const text = (lexer.match(HEXADECIMAL) ?? lexer.match(DECIMAL))?.[0] ?? '';
  if (FOREIGN.test(text)) throw new UntranslatableError('a 64-bit or complex number');
  const value = textToNumber(text);
  if (value === undefined) throw lexer.fail('malformed number', lexer.line, text);
  return value;
}
