import type { ByteWriter } from '../../bytes/byte-writer.ts';
import type { TextOptions } from '../text-options.ts';
import { writeHexDigits } from './number.ts';

const DOT = 0x2e;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const BLANK = 0x20;
const ROW = 16;

/** What stands for each byte in dotted text: itself when printable, else a dot. */
const dotted = Uint8Array.from({ length: 256 }, (_, byte) => (isPrintable(byte) ? byte : DOT));

/** Writes the bytes from `at` to `end`. */
export type BufferWriter = (out: ByteWriter, bytes: Uint8Array, at: number, end: number) => void;

/** How the options want I/O buffers to be shown. */
export function createBufferWriter(options: TextOptions): BufferWriter {
  switch (options.bufferFormat) {
    case 'ascii':
      return writeAscii;
    case 'hex':
      return (out, bytes, at, end) => writeHexDump(out, bytes, at, end, false);
    case 'hexAscii':
      return (out, bytes, at, end) => writeHexDump(out, bytes, at, end, true);
    case 'base64':
      return writeBase64;
    case 'dotted':
      // Inside JSON nothing is cut.
      return createDottedWriter(options.json ? Infinity : options.bufferLimit);
  }
}

/** Printable ASCII. */
export function isPrintable(byte: number): boolean {
  return byte >= 0x20 && byte < 0x7f;
}

function createDottedWriter(limit: number): BufferWriter {
  return (out, bytes, at, end) => {
    if (end - at <= limit) return writeDotted(out, bytes, at, end);
    const marked = limit > 3 ? 3 : 0;
    writeDotted(out, bytes, at, at + limit - marked);
    for (let i = 0; i < marked; i++) out.writeByte(DOT);
  };
}

function writeDotted(out: ByteWriter, bytes: Uint8Array, at: number, end: number): void {
  out.reserve(end - at);
  const target = out.bytes;
  let to = out.length;
  for (let i = at; i < end; i++) target[to++] = dotted[bytes[i] as number] as number;
  out.length = to;
}

/** Begins with a line end; keeps printable bytes and line ends, with CR LF as one. */
function writeAscii(out: ByteWriter, bytes: Uint8Array, at: number, end: number): void {
  if (at === end) return;
  out.reserve(end - at + 1);
  const target = out.bytes;
  let to = out.length;
  target[to++] = NEWLINE;
  for (let i = at; i < end; i++) {
    const byte = bytes[i] as number;
    if (isPrintable(byte)) target[to++] = byte;
    else if (byte === RETURN) target[to++] = NEWLINE;
    // A line end at the very start is dropped like one behind a CR.
    else if (byte === NEWLINE && i > at && bytes[i - 1] !== RETURN) target[to++] = NEWLINE;
  }
  out.length = to;
}

function writeHexDump(
  out: ByteWriter,
  bytes: Uint8Array,
  at: number,
  end: number,
  withText: boolean,
): void {
  if (at === end) return;
  for (let row = at; row < end; row += ROW) {
    const rowEnd = Math.min(row + ROW, end);
    out.writeText('\n\t0x');
    const offset = row - at;
    writeHexDigits(out, offset, offset > 0xffff ? 8 - (Math.clz32(offset) >> 2) : 4);
    out.writeByte(0x3a);
    writeHexRow(out, bytes, row, rowEnd);
    if (withText) {
      // Groups that are missing are filled up, the missing half of the last one is not.
      const groups = (rowEnd - row + 1) >> 1;
      out.writeText(' '.repeat((ROW / 2 - groups) * 5 + 2));
      writeDotted(out, bytes, row, rowEnd);
    }
  }
  out.writeByte(NEWLINE);
}

function writeHexRow(out: ByteWriter, bytes: Uint8Array, at: number, end: number): void {
  for (let i = at; i < end; i++) {
    if (((i - at) & 1) === 0) out.writeByte(BLANK);
    writeHexDigits(out, bytes[i] as number, 2);
  }
}

function writeBase64(out: ByteWriter, bytes: Uint8Array, at: number, end: number): void {
  const size = Math.ceil((end - at) / 3) * 4;
  out.reserve(size);
  const source = Buffer.from(bytes.buffer, bytes.byteOffset + at, end - at);
  out.bytes.write(source.toString('base64'), out.length, 'latin1');
  out.length += size;
}
