import type { ByteWriter } from '../../bytes/byte-writer.ts';
import type { Event } from '../../state/event.ts';
import { wide, writeHex32, writeHex64, writeSigned64 } from './number.ts';
import { plainText, type ParamText, type TextWriter } from './param-text.ts';

/** How many bytes the number types have. */
const widths: Readonly<Record<string, number>> = {
  INT8: 1,
  INT16: 2,
  INT32: 4,
  INT64: 8,
  UINT8: 1,
  UINT16: 2,
  UINT32: 4,
  UINT64: 8,
};

/** Reads a number of up to 32 bits as C would pass it to printf: signed, widened. */
type Read = (event: Event, at: number) => number;
const readers: Readonly<Record<string, Read>> = {
  INT8: (event, at) => event.view.getInt8(at),
  INT16: (event, at) => event.view.getInt16(at, true),
  INT32: (event, at) => event.view.getInt32(at, true),
  UINT8: (event, at) => event.bytes[at] as number,
  UINT16: (event, at) => event.view.getUint16(at, true),
  // Shown as if signed.
  UINT32: (event, at) => event.view.getInt32(at, true),
};

/** Text of plain numbers in a param's format. */
export function numberText(type: string, format: string): ParamText {
  const width = widths[type] ?? 0;
  const read = readers[type];
  return plainText(width, read ? shortWriter(read, format) : longWriter(format));
}

/** Reads the signed low half and writes nothing but decimal digits. */
export const writeDecimal64: TextWriter = (event, at, _length, out) => {
  const { view } = event;
  writeSigned64(out, view.getInt32(at, true), view.getInt32(at + 4, true));
};

function shortWriter(read: Read, format: string): TextWriter {
  switch (format) {
    case 'HEX':
      return (event, at, _length, out) => writeHex32(out, read(event, at));
    case 'OCT':
      return (event, at, _length, out) => writeOctal32(out, read(event, at));
    case '10_PADDED_DEC':
      return (event, at, _length, out) => out.writeText(padded(read(event, at)));
    default:
      return (event, at, _length, out) => out.writeInteger(read(event, at));
  }
}

function longWriter(format: string): TextWriter {
  switch (format) {
    case 'HEX':
      return (event, at, _length, out) => {
        const { view } = event;
        writeHex64(out, view.getInt32(at, true), view.getInt32(at + 4, true));
      };
    case 'OCT':
      return (event, at, _length, out) => {
        const value = wide(event.view.getInt32(at, true), event.view.getInt32(at + 4, true));
        out.writeText(value === 0n ? '0' : `0${value.toString(8)}`);
      };
    case '10_PADDED_DEC':
      return (event, at, _length, out) => {
        const value = wide(event.view.getInt32(at, true), event.view.getInt32(at + 4, true));
        out.writeText(padded(BigInt.asIntN(64, value)));
      };
    default:
      return writeDecimal64;
  }
}

/** Writes a number as if unsigned in octal, with a leading zero. */
function writeOctal32(out: ByteWriter, value: number): void {
  out.writeText(value === 0 ? '0' : `0${(value >>> 0).toString(8)}`);
}

/** At least nine characters with leading zeros behind the sign. */
function padded(value: number | bigint): string {
  const text = String(value);
  return text.startsWith('-') ? `-${text.slice(1).padStart(8, '0')}` : text.padStart(9, '0');
}
