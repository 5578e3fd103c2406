import { lobject, lstring } from './fengari.ts';

/** Fengari's cell for a value: registers, upvalues and entries of tables are such cells. */
export type Slot = InstanceType<typeof lobject.TValue>;
export type FengariString = InstanceType<typeof lstring.TString>;

/** Tags of values; of the two for numbers and for strings only these are ever made. */
export const NIL = 0;
export const BOOLEAN = 1;
export const LIGHT_USERDATA = 2;
export const NUMBER = 3;
export const TABLE = 5;
export const LUA_FUNCTION = 6;
export const USERDATA = 7;
export const THREAD = 8;
export const STRING = 20;
export const HOST_FUNCTION = 38;

const { TValue } = lobject;
const { TString } = lstring;

export const nilSlot = lobject.luaO_nilobject;

export function newSlot(type: number, value: unknown): Slot {
  return new TValue(type, value);
}

/**
 * Strings are held as byte strings of JavaScript, which makes concatenation, comparison and table access
 * what the engine is best at; bytes are made when the parser or a message asks for them. The accessor
 * catches what Fengari's constructor stores.
 */
export function installStrings(): void {
  Object.defineProperty(TString.prototype, 'realstring', {
    get(this: FengariString) {
      return bytesOf(this);
    },
    set(this: FengariString, bytes: Uint8Array | null) {
      this.bytes = bytes;
      this.text = null;
    },
  });
  Object.defineProperty(TString.prototype, 'hash', {
    get(this: FengariString) {
      return scannerHash(textOf(this));
    },
    set: () => undefined,
  });
  Object.assign(TString.prototype, {
    getstr(this: FengariString) {
      return bytesOf(this);
    },
    tsslen(this: FengariString) {
      return textOf(this).length;
    },
  });
}

const RESERVED = new Set(
  (
    'and break do else elseif end false for function goto if in local nil not or repeat return then ' +
    'true until while'
  ).split(' '),
);
const SCANNER_MARK = '=';

/** What the lexer compares words by: reserved ones as Fengari writes them in its table. */
function scannerHash(text: string): string {
  if (!RESERVED.has(text)) return SCANNER_MARK + text;
  return `|${Array.from(encodeBytes(text), (byte) => byte.toString(16)).join('')}`;
}

/** The text that a hash of the lexer stands for, unless it is a reserved word. */
export function textOfHash(hash: string): string | undefined {
  return hash.startsWith(SCANNER_MARK) ? hash.slice(SCANNER_MARK.length) : undefined;
}

export function newString(text: string): FengariString {
  const string = new TString(null, null);
  string.text = text;
  return string;
}

export function textOf(string: FengariString): string {
  return (string.text ??= decodeBytes(string.bytes as Uint8Array));
}

function bytesOf(string: FengariString): Uint8Array {
  return (string.bytes ??= encodeBytes(string.text as string));
}

export function encodeBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

const PIECE = 4096;

export function decodeBytes(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += PIECE) {
    text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  }
  return text;
}
