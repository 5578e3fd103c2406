import { ArgumentError } from '../vm/argument-error.ts';
import { LuaError } from '../vm/lua-error.ts';
import type { LuaFile } from '../vm/lua-file.ts';
import type { LuaInput, LuaValue } from '../vm/lua-vm.ts';
import { textToNumber } from './text-to-number.ts';

const NUMBER = /^[\t-\r ]*[+-]?(?:0[xX][0-9a-fA-F]*|[0-9]*\.?[0-9]*(?:[eE][+-]?[0-9]*)?)/;

/** Reads a file in the formats of `read`: a line, a number, everything, or so many bytes. */
export class FileReader {
  readonly #file: LuaFile;
  #text = '';
  #ended = false;

  constructor(file: LuaFile) {
    this.#file = file;
  }

  /** One result a format, the last nil when there is no more. */
  readAll(formats: readonly LuaValue[]): LuaInput[] {
    const results: LuaInput[] = [];
    for (const [i, format] of (formats.length === 0 ? ['*l'] : formats).entries()) {
      const value = this.#read(format, i + 1);
      results.push(value);
      if (value === undefined) break;
    }
    return results;
  }

  line(keepsEnd: boolean): string | undefined {
    this.#fill((text) => text.includes('\n'));
    if (this.#text === '') return undefined;
    const at = this.#text.indexOf('\n');
    const end = at === -1 ? this.#text.length : at;
    const line = this.#text.slice(0, at === -1 || !keepsEnd ? end : end + 1);
    this.#text = this.#text.slice(end + 1);
    return line;
  }

  #read(format: LuaValue, index: number): string | number | undefined {
    if (typeof format === 'number') return this.#bytes(format);
    switch (typeof format === 'string' ? format.replace('*', '').charAt(0) : '') {
      case 'l':
        return this.line(false);
      case 'L':
        return this.line(true);
      case 'n':
        return this.#number();
      case 'a':
        this.#fill(() => false);
        return this.#bytes(this.#text.length) ?? '';
      default:
        throw new ArgumentError(index, 'invalid format');
    }
  }

  #bytes(count: number): string | undefined {
    this.#fill((text) => text.length >= Math.max(count, 1));
    if (this.#text === '') return undefined;
    const bytes = this.#text.slice(0, count);
    this.#text = this.#text.slice(count);
    return bytes;
  }

  #number(): number | undefined {
    this.#fill((text) => /[^\t-\r ][^]*[\t-\r ]/.test(text));
    const text = NUMBER.exec(this.#text)?.[0] ?? '';
    this.#text = this.#text.slice(text.length);
    return textToNumber(text);
  }

  /** Reads on until there is enough, or no more. */
  #fill(isEnough: (text: string) => boolean): void {
    while (!this.#ended && !isEnough(this.#text)) {
      const more = this.#more();
      if (more === undefined) this.#ended = true;
      else this.#text += more;
    }
  }

  #more(): string | undefined {
    if (this.#file.readLine) return this.#file.readLine(true);
    if (!this.#file.readAll) throw new LuaError('Bad file descriptor');
    this.#ended = true;
    return this.#file.readAll();
  }
}
