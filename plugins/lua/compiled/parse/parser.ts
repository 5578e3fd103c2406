import { chunkId } from './chunk-id.ts';
import { Lexer } from './lexer.ts';
import { Scopes } from './scope.ts';
import type { LuaSyntaxError } from './syntax-error.ts';
import { END_OF_FILE, type Token } from './token.ts';

/** LuaJIT's limit of levels within levels, so no chunk makes the parser's own stack overflow. */
const MAX_LEVELS = 200;

/** The tokens of a chunk with one token of foresight, and the scopes around the place. */
export class Parser {
  readonly #lexer: Lexer;
  readonly scopes: Scopes;
  /** Globals that the chunk names, and modules that it requires by a constant name. */
  readonly globals = new Set<string>();
  readonly modules = new Set<string>();
  token: Token;
  #ahead: Token | undefined;
  /** Line of the token before this one. */
  lastLine = 1;
  #levels = 0;

  constructor(source: string, chunkName: string) {
    this.#lexer = new Lexer(source, chunkId(chunkName));
    this.scopes = new Scopes(this.#lexer.fail);
    this.token = this.#lexer.next();
  }

  get line(): number {
    return this.#lexer.line;
  }

  advance(): Token {
    const { token } = this;
    this.lastLine = this.#ahead ? token.line : this.#lexer.line;
    this.token = this.#ahead ?? this.#lexer.next();
    this.#ahead = undefined;
    return token;
  }

  peek(): Token {
    return (this.#ahead ??= this.#lexer.next());
  }

  is(sign: string): boolean {
    return this.token.kind === 'sign' && this.token.value === sign;
  }

  isOneOf(signs: readonly string[]): boolean {
    return this.token.kind === 'sign' && signs.includes(this.token.value);
  }

  accept(sign: string): boolean {
    if (!this.is(sign)) return false;
    this.advance();
    return true;
  }

  expect(sign: string): void {
    if (!this.accept(sign)) throw this.fail(`'${sign}' expected`);
  }

  /** The end of what `opener` began on `line`. */
  expectClosing(sign: string, opener: string, line: number): void {
    if (this.accept(sign)) return;
    const where = line === this.token.line ? '' : ` (to close '${opener}' at line ${line})`;
    throw this.fail(`'${sign}' expected${where}`);
  }

  expectName(): string {
    if (this.token.kind !== 'name') throw this.fail(`'<name>' expected`);
    return this.advance().value as string;
  }

  fail(message: string): LuaSyntaxError {
    const { token } = this;
    const near = token.kind === 'string' ? token.text.slice(0, 80) : token.text;
    return this.#lexer.fail(message, this.token.line, near);
  }

  failAt(message: string, line: number): LuaSyntaxError {
    return this.#lexer.fail(message, line);
  }

  nested<T>(parse: () => T): T {
    if (++this.#levels >= MAX_LEVELS) {
      throw this.#lexer.fail('chunk has too many syntax levels', this.#lexer.line);
    }
    const parsed = parse();
    this.#levels--;
    return parsed;
  }

  get isAtEnd(): boolean {
    return this.is(END_OF_FILE);
  }
}
