import type { ByteWriter } from '../../bytes/byte-writer.ts';
import type { FieldType, FieldValue } from '../field.ts';
import { writeAddress } from './address.ts';

/** Writes a value as text and returns whether it can be written. */
export type ValueWriter = (value: FieldValue, out: ByteWriter) => boolean;

/** How a value stands in JSON: as it is, in quotes, or not at all. */
export type JsonForm = 'bare' | 'quoted' | 'none';

/** The text of field values of a type, in a field's format. */
export function createValueWriter(type: FieldType, format: string): ValueWriter {
  switch (type) {
    case 'text':
    case 'path':
    case 'bytes':
      return writeTextValue;
    case 'list':
      return writeListValue;
    case 'ip':
      return (value, out) => writeAddress(out, String(value));
    case 'bool':
      return (value, out) => {
        out.writeText(value ? 'true' : 'false');
        return true;
      };
    case 'double':
      return (value, out) => {
        out.writeText(Number(value).toFixed(1));
        return true;
      };
    case 'net':
      return writeNothing;
    default:
      return createNumberWriter(type, format);
  }
}

/** How the text of a value goes into JSON. */
export function jsonForm(type: FieldType, format: string): JsonForm {
  switch (type) {
    case 'text':
    case 'path':
    case 'bytes':
    case 'ip':
    case 'list':
      return 'quoted';
    case 'bool':
    case 'double':
      return 'bare';
    case 'net':
      return 'none';
    default:
      return numberForm(type, format);
  }
}

function writeTextValue(value: FieldValue, out: ByteWriter): boolean {
  const text = value as string;
  const end = text.indexOf('\0');
  out.writeText(end < 0 ? text : text.slice(0, end));
  return true;
}

function writeListValue(value: FieldValue, out: ByteWriter): boolean {
  const texts = Array.isArray(value) ? (value as readonly string[]) : [String(value)];
  out.writeText(`(${texts.join(',')})`);
  return true;
}

function writeNothing(): boolean {
  return false;
}

/** Types that show a number in any format, the others only in those that are meant for numbers. */
const SIGNED_LONG = new Set<FieldType>(['int64']);
const LONG = new Set<FieldType>(['int64', 'uint64', 'reltime', 'abstime']);
/** In hex these appear in decimal. */
const NEVER_HEX = new Set<FieldType>(['uint8', 'uint16', 'port']);

const BITS: Partial<Record<FieldType, number>> = { int8: 32, int16: 32, int32: 32 };

function createNumberWriter(type: FieldType, format: string): ValueWriter {
  switch (format) {
    case 'DEC':
    case 'ID':
      return writeDecimal;
    case 'HEX':
      if (NEVER_HEX.has(type)) return writeDecimal;
      return radixWriter(16, BITS[type] ?? 64);
    case 'OCT':
      return radixWriter(8, BITS[type] ?? 64);
    case '10_PADDED_DEC':
      return LONG.has(type) ? writePadded : writeNothing;
    default:
      return SIGNED_LONG.has(type) ? writeDecimal : writeNothing;
  }
}

function numberForm(type: FieldType, format: string): JsonForm {
  switch (format) {
    case 'DEC':
    case 'ID':
      return 'bare';
    case 'HEX':
    case 'OCT':
      return 'quoted';
    case '10_PADDED_DEC':
      return LONG.has(type) ? 'quoted' : 'none';
    default:
      return SIGNED_LONG.has(type) ? 'quoted' : 'none';
  }
}

function writeDecimal(value: FieldValue, out: ByteWriter): boolean {
  if (typeof value === 'number' && Number.isInteger(value)) out.writeInteger(value);
  else out.writeText(String(value));
  return true;
}

function radixWriter(radix: number, bits: number): ValueWriter {
  return (value, out) => {
    const exact = BigInt.asUintN(bits, BigInt(value as number | bigint));
    out.writeText(exact.toString(radix).toUpperCase());
    return true;
  };
}

/** At least nine characters with leading zeros behind the sign. */
function writePadded(value: FieldValue, out: ByteWriter): boolean {
  const text = String(value);
  const isNegative = text.startsWith('-');
  out.writeText(isNegative ? `-${text.slice(1).padStart(8, '0')}` : text.padStart(9, '0'));
  return true;
}
