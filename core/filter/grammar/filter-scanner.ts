import { filterEscape, filterUnclosed } from '../filter-errors.ts';

const blank = /[ \t\r\n\b]*/y;
const hexPair = /[0-9a-fA-F]{2}/y;

/** Escapes that quoted values know besides the quotes, `\\` and `\xHH`. */
const quotedEscapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  '/': '/',
  ' ': '\\',
  "'": "'",
};

/** Escapes that bare values know as well. */
const bareEscapes: Readonly<Record<string, string>> = { '\\': '\\', '"': '"' };

/** Walks over the text of a filter. Texts it gives are byte strings. */
export class FilterScanner {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  get atEnd(): boolean {
    return this.at >= this.text.length;
  }

  skipBlanks(): void {
    this.match(blank);
  }

  /** Steps over what a sticky pattern matches here. */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  /** What a sticky pattern would match here. */
  peek(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text)?.[0];
  }

  /** Steps over a fixed text if it stands here. */
  take(fixed: string): boolean {
    if (!this.text.startsWith(fixed, this.at)) return false;
    this.at += fixed.length;
    return true;
  }

  /** Whether a quoted value begins here. */
  atQuote(): boolean {
    const char = this.text[this.at];
    return char === '"' || char === "'";
  }

  /**
   * Reads a quoted value. Its closing quote is of the same kind; where there is none, one of the
   * other kind does, as the reference takes either.
   */
  quoted(): string {
    const start = this.at;
    const open = this.text[start] as string;
    let end = this.#closing(start, open);
    if (end < 0) end = this.#closing(start, open === '"' ? "'" : '"');
    if (end < 0) {
      throw filterUnclosed({ text: this.text, start, end: start + 1, what: 'quote' });
    }
    this.at = end + 1;
    return this.#unescape(start + 1, end, true);
  }

  /** Reads up to what `stop` (global) finds first. */
  bare(stop: RegExp): string {
    const start = this.at;
    stop.lastIndex = start;
    const end = stop.exec(this.text)?.index ?? this.text.length;
    this.at = end;
    return this.#unescape(start, end, false);
  }

  #closing(start: number, quote: string): number {
    const { text } = this;
    for (let i = start + 1; i < text.length; i++) {
      if (text[i] === '\\') i++;
      else if (text[i] === quote) return i;
    }
    return -1;
  }

  #unescape(start: number, end: number, quoted: boolean): string {
    const raw = this.text.slice(start, end);
    if (!raw.includes('\\')) return toByteString(raw);
    let result = '';
    let from = 0;
    for (let i = raw.indexOf('\\'); i >= 0; i = raw.indexOf('\\', from)) {
      const [value, length] = this.#escape(raw, i, start, quoted);
      result += toByteString(raw.slice(from, i)) + value;
      from = i + length;
    }
    return result + toByteString(raw.slice(from));
  }

  /** The value of the escape at `i` and how long it is. Unknown ones keep their backslash. */
  #escape(raw: string, i: number, start: number, quoted: boolean): [value: string, length: number] {
    const char = raw[i + 1];
    if (char === 'x') {
      hexPair.lastIndex = i + 2;
      const digits = hexPair.exec(raw)?.[0];
      if (digits !== undefined) return [String.fromCharCode(Number.parseInt(digits, 16)), 4];
    }
    if (char === undefined || char === 'x') {
      const place = { start: start + i, end: start + Math.min(i + 4, raw.length) };
      throw filterEscape({ text: this.text, ...place });
    }
    const known = bareEscapes[char] ?? (quoted ? quotedEscapes[char] : undefined);
    return known === undefined ? ['\\', 1] : [known, 2];
  }
}

/** Text as its UTF-8 bytes, one character a byte: how values of captures are held. */
export function toByteString(text: string): string {
  return isAscii.test(text) ? text : Buffer.from(text, 'utf8').toString('latin1');
}

/** The reverse of `toByteString`; bytes that are no UTF-8 become replacement characters. */
export function fromByteString(bytes: string): string {
  return isAscii.test(bytes) ? bytes : Buffer.from(bytes, 'latin1').toString('utf8');
}

const isAscii = /^[\u0000-\u007f]*$/;
