import type { ByteWriter } from '../../bytes/byte-writer.ts';
import { writeHexDigits } from './number.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const REPLACEMENT = 0xfffd;

/** 0: a byte stands for itself; 1: it needs more; else the letter behind a backslash. */
const escapes = new Uint8Array(256).fill(1, 0, 0x20).fill(1, 0x80);
for (const [byte, letter] of ['""', '\\\\', '\bb', '\ff', '\nn', '\rr', '\tt']) {
  escapes[(byte as string).charCodeAt(0)] = (letter as string).charCodeAt(0);
}

/** Begins a JSON string whose text is written as it is; `closeJsonString` escapes it. */
export function openJsonString(out: ByteWriter): number {
  out.writeByte(QUOTE);
  return out.length;
}

/** Ends the JSON string whose text was written from `start` on. */
export function closeJsonString(out: ByteWriter, start: number): void {
  const { bytes } = out;
  const end = out.length;
  let clean = cleanWords(out.view, start, end);
  while (clean < end && escapes[bytes[clean] as number] === 0) clean++;
  if (clean < end) {
    const rest = Uint8Array.prototype.slice.call(bytes, clean, end);
    out.length = clean;
    writeEscaped(out, rest, 0, rest.length);
  }
  out.writeByte(QUOTE);
}

/** How far the text needs no escapes, looking at whole words. */
function cleanWords(view: DataView, start: number, end: number): number {
  let at = start;
  for (; at + 4 <= end; at += 4) {
    const word = view.getInt32(at, true);
    const quotes = word ^ 0x22222222;
    const backslashes = word ^ 0x5c5c5c5c;
    // The top bit of a byte stays or becomes set if it is no ASCII, below a blank, a quote or a backslash.
    const found =
      word |
      ((word - 0x20202020) & ~word) |
      ((quotes - 0x01010101) & ~quotes) |
      ((backslashes - 0x01010101) & ~backslashes);
    if ((found & 0x80808080) !== 0) break;
  }
  return at;
}

/** Writes a byte string as a JSON string. */
export function writeJsonString(out: ByteWriter, text: string): void {
  const start = openJsonString(out);
  out.writeText(text);
  closeJsonString(out, start);
}

/** All but ASCII is escaped, UTF-8 is decoded for it, and what is no UTF-8 becomes U+FFFD. */
function writeEscaped(out: ByteWriter, bytes: Uint8Array, at: number, end: number): void {
  // Six bytes for each is the most that can come of it: a pair of escapes stands for four bytes.
  out.reserve((end - at) * 6);
  for (let i = at; i < end;) {
    const byte = bytes[i] as number;
    const escape = escapes[byte] as number;
    if (escape === 0) {
      out.bytes[out.length++] = byte;
      i++;
    } else if (escape > 1) {
      out.bytes[out.length++] = BACKSLASH;
      out.bytes[out.length++] = escape;
      i++;
    } else {
      const size = sequenceSize(byte, end - i);
      writeCodePoint(out, size === 0 ? REPLACEMENT : codePointAt(bytes, i, size));
      i += Math.max(size, 1);
    }
  }
}

/** Bytes of the sequence that a byte begins; 0 when there is none, or not enough of it. */
function sequenceSize(byte: number, left: number): number {
  const size = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : byte < 0xf8 ? 4 : 0;
  return size <= left ? size : 0;
}

const FIRST_BITS = [0, 0x7f, 0x1f, 0x0f, 0x07];
/** The lowest code point that needs as many bytes; a lower one in them is no UTF-8. */
const LOWEST = [0, 0, 0x80, 0x800, 0x10000];

function codePointAt(bytes: Uint8Array, at: number, size: number): number {
  let point = (bytes[at] as number) & (FIRST_BITS[size] as number);
  for (let i = 1; i < size; i++) point = (point << 6) | ((bytes[at + i] as number) & 0x3f);
  const isSurrogate = point >= 0xd800 && point <= 0xdfff;
  return point < (LOWEST[size] as number) || isSurrogate ? REPLACEMENT : point;
}

function writeCodePoint(out: ByteWriter, point: number): void {
  if (point < 0x10000) return writeUnit(out, point);
  writeUnit(out, 0xd800 + (((point - 0x10000) >> 10) & 0x3ff));
  writeUnit(out, 0xdc00 + ((point - 0x10000) & 0x3ff));
}

function writeUnit(out: ByteWriter, unit: number): void {
  out.bytes[out.length++] = BACKSLASH;
  out.bytes[out.length++] = 0x75;
  writeHexDigits(out, unit, 4);
}
