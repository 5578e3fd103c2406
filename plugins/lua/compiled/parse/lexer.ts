import { readString } from './read-string.ts';
import { readNumber } from './read-number.ts';
import { LuaSyntaxError } from './syntax-error.ts';
import { END_OF_FILE, RESERVED, type Token } from './token.ts';

export type SourceError = (message: string, line: number, near?: string) => LuaSyntaxError;

const LONG_SIGNS = ['...', '..', '==', '~=', '<=', '>=', '::'];
const SPACE = /[ \t\f\v]*/y;
/** LuaJIT takes every byte above 127 as a letter. */
const NAME = /[A-Za-z_\x80-\xff][A-Za-z0-9_\x80-\xff]*/y;
const NUMBER_START = /\.?[0-9]/y;
const LONG_BRACKET = /\[(=*)\[/y;

/** Cuts byte strings of source into tokens. */
export class Lexer {
  readonly source: string;
  readonly #chunkId: string;
  position = 0;
  line = 1;

  constructor(source: string, chunkId: string) {
    this.source = source;
    this.#chunkId = chunkId;
    if (source.startsWith('#')) this.position = endOfLine(source, 0);
  }

  readonly fail: SourceError = (message, line, near) =>
    new LuaSyntaxError(
      `${this.#chunkId}:${line}: ${message}${near === undefined ? '' : ` near '${near}'`}`,
    );

  match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.source);
    if (found) this.position = pattern.lastIndex;
    return found;
  }

  next(): Token {
    this.#skipBlanks();
    const { line } = this;
    const start = this.position;
    if (start >= this.source.length) {
      return { kind: 'sign', value: END_OF_FILE, line, text: END_OF_FILE };
    }
    const name = this.match(NAME)?.[0];
    if (name !== undefined) {
      return { kind: RESERVED.has(name) ? 'sign' : 'name', value: name, line, text: name };
    }
    return this.#readOther(start);
  }

  #readOther(start: number): Token {
    const first = this.source[start] as string;
    if (first === '"' || first === "'") {
      const value = readString(this, first);
      return { kind: 'string', value, line: this.line, text: first + value + first };
    }
    if (first === '[') {
      const value = this.#readLong('string');
      if (value !== undefined) {
        return {
          kind: 'string',
          value,
          line: this.line,
          text: this.source.slice(start, this.position),
        };
      }
    }
    if (this.match(NUMBER_START)) {
      this.position = start;
      const value = readNumber(this);
      return {
        kind: 'number',
        value,
        line: this.line,
        text: this.source.slice(start, this.position),
      };
    }
    return this.#readSign(start, first);
  }

  /** What is no sign of Lua is one that the parser doesn't expect. */
  #readSign(start: number, first: string): Token {
    const { line, source } = this;
    const sign = LONG_SIGNS.find((long) => source.startsWith(long, start)) ?? first;
    this.position = start + sign.length;
    return { kind: 'sign', value: sign, line, text: sign };
  }

  #skipBlanks(): void {
    for (;;) {
      this.match(SPACE);
      if (this.skipNewline()) continue;
      if (!this.source.startsWith('--', this.position)) return;
      this.position += 2;
      if (this.source[this.position] === '[' && this.#readLong('comment') !== undefined) continue;
      this.position = endOfLine(this.source, this.position);
    }
  }

  /** `\r\n` and `\n\r` are one end of a line. */
  skipNewline(): boolean {
    const char = this.source[this.position];
    if (char !== '\n' && char !== '\r') return false;
    const other = this.source[this.position + 1];
    this.position += (other === '\n' || other === '\r') && other !== char ? 2 : 1;
    this.line++;
    return true;
  }

  /** The text in long brackets; undefined when there are none here. */
  #readLong(what: string): string | undefined {
    const start = this.position;
    const open = this.match(LONG_BRACKET);
    if (!open) {
      if (what === 'string' && this.source.startsWith('[=', start)) {
        throw this.fail('invalid long string delimiter', this.line, '[=');
      }
      return undefined;
    }
    this.skipNewline();
    const from = this.position;
    const end = this.source.indexOf(`]${open[1]}]`, from);
    this.#countLines(end < 0 ? this.source.length : end);
    if (end < 0) throw this.fail(`unfinished long ${what}`, this.line, END_OF_FILE);
    this.position = end + open[0].length;
    return this.source.slice(from, end).replace(/\r\n|\n\r|\r/g, '\n');
  }

  #countLines(end: number): void {
    while (this.position < end) if (!this.skipNewline()) this.position++;
  }
}

function endOfLine(source: string, from: number): number {
  for (let at = from; at < source.length; at++) {
    if (source[at] === '\n' || source[at] === '\r') return at;
  }
  return source.length;
}
