import { llex, lobject, type LexState } from './fengari.ts';
import { textToNumber } from '../../lib51/text-to-number.ts';
import { decodeBytes, encodeBytes, newString, NUMBER, type Slot } from './values.ts';

/** Operators of 5.3 as the lexer gives them, and the 5.1 tokens that they are. */
const FIRST_RESERVED = 257;
const NUMERAL = FIRST_RESERVED + 33;
const SPLIT: Record<number, number> = {
  [FIRST_RESERVED + 22]: '/'.charCodeAt(0),
  [FIRST_RESERVED + 29]: '<'.charCodeAt(0),
  [FIRST_RESERVED + 30]: '>'.charCodeAt(0),
};
const FOREIGN = new Set(['&', '|', '~'].map((char) => char.charCodeAt(0)));

const EQUALS = 61;
const COMMA = 44;

/** No source can name it: in 5.1 `_ENV` is a name like any other. */
const ENVIRONMENT = '(environment)';

/** Makes Fengari's lexer read 5.1: one type of numbers, and none of the operators that came later. */
export function installLexer(): void {
  const { luaX_next: next, luaX_setinput: setInput } = llex;
  llex.luaX_next = (ls) => {
    next(ls);
    const { token } = ls.t;
    const half = SPLIT[token];
    if (half !== undefined) {
      ls.t.token = half;
      ls.lookahead.token = half;
    } else if (token === NUMERAL) readRest(ls);
    else if (FOREIGN.has(token)) llex.luaX_syntaxerror(ls, encodeBytes('unexpected symbol'));
  };
  llex.luaX_setinput = (L, ls, z, source, first) => {
    setInput(L, ls, z, source, first);
    ls.envn = newString(ENVIRONMENT);
  };
  const { luaX_syntaxerror: fail } = llex;
  llex.luaX_syntaxerror = (ls, message) => {
    const isAssignment = ls.t.token === EQUALS || ls.t.token === COMMA;
    const lacksValue = decodeBytes(message) === 'syntax error' && !isAssignment;
    return fail(ls, lacksValue ? encodeBytes("'=' expected") : message);
  };
  llex.LUA_ENV = encodeBytes(ENVIRONMENT);
  lobject.luaO_str2num = readNumber;
}

/** Letters that follow a numeral are part of it, and make it malformed. */
function readRest(ls: LexState): void {
  if (!isWordChar(ls.current)) return;
  while (isWordChar(ls.current) && ls.buff.n < ls.buff.buffer.length) {
    ls.buff.buffer[ls.buff.n++] = ls.current;
    ls.current = ls.z.zgetc();
  }
  llex.luaX_syntaxerror(ls, encodeBytes('malformed number'));
}

function isWordChar(code: number): boolean {
  return code >= 0 && /[0-9A-Za-z_]/.test(String.fromCharCode(code));
}

/** A numeral of a source; Fengari takes 0 for a malformed one. */
function readNumber(bytes: Uint8Array, to: Slot): number {
  const value = textToNumber(decodeBytes(bytes));
  if (value === undefined) return 0;
  to.type = NUMBER;
  to.value = value;
  return bytes.length + 1;
}

export type { LexState };
