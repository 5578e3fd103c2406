import type { FieldTable } from '@chisel/core/field/field-table.ts';
import type { Field } from '@chisel/core/field/field.ts';
import { emptyFormat, unfinishedFormat, unknownToken, wideColumn } from './errors.ts';

/** The widest column that a format may ask for. */
const MAX_WIDTH = 65535;

/** Finds the field whose name stands at a place in a text. */
export type FieldFinder = Pick<FieldTable, 'find' | 'check' | 'suggest'>;

/** A format taken apart: what `-p` is given. */
export interface FormatSpec {
  /** Whether lines with missing values are left out. */
  readonly strict: boolean;
  readonly parts: readonly FormatPart[];
}

export type FormatPart = LiteralPart | FieldPart;

export interface LiteralPart {
  readonly kind: 'literal';
  readonly text: string;
}

export interface FieldPart {
  readonly kind: 'field';
  readonly field: Field;
  readonly argument: string | undefined;
  /** The name and argument as they were written: the key in JSON. */
  readonly token: string;
  /** Exact width of the column; 0: as wide as the value. */
  readonly width: number;
}

/**
 * Format grammar, after the escapes have been replaced:
 *
 *     format  = [ "*" ] { literal | "%" [ width ] field }
 *     field   = longest field name that stands there, with its argument
 *     literal = anything without "%"
 *     escape  = "\n" | "\t" | "\e" | "\\" ; any other backslash stands for itself
 */
export function parseFormat(format: string, fields: FieldFinder): FormatSpec {
  if (format === '') throw emptyFormat({});
  const text = unescapeFormat(format);
  const strict = !text.startsWith('*');
  const parts: FormatPart[] = [];
  let at = strict ? 0 : 1;
  while (at < text.length) {
    const percent = text.indexOf('%', at);
    const end = percent < 0 ? text.length : percent;
    if (end > at) parts.push({ kind: 'literal', text: text.slice(at, end) });
    if (percent < 0) break;
    at = readField(text, percent, fields, parts);
  }
  return { strict, parts };
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', e: '\x1b', '\\': '\\' };

/** Replaces the escapes of a format. */
export function unescapeFormat(format: string): string {
  return format.replace(/\\([nte\\])/g, (_escape, letter: string) => escapes[letter] as string);
}

/** Reads the field behind the `%` at `percent` and returns where it ends. */
function readField(
  text: string,
  percent: number,
  fields: FieldFinder,
  parts: FormatPart[],
): number {
  if (percent === text.length - 1) throw unfinishedFormat({ last: '%' });
  let at = percent + 1;
  while (isDigit(text, at)) at++;
  if (at === text.length) throw unfinishedFormat({ last: 'number' });
  const digits = text.slice(percent + 1, at);
  const width = Number(digits);
  if (width > MAX_WIDTH) throw wideColumn({ width: digits, max: MAX_WIDTH });
  const found = fields.find(text, at);
  if (!found) {
    const name = /^[\w.]*/.exec(text.slice(at))?.[0] ?? '';
    throw unknownToken({ token: text.slice(at), at, suggestions: fields.suggest(name) });
  }
  const { field, argument, end } = found;
  fields.check(field, 'display');
  parts.push({ kind: 'field', field, argument, token: text.slice(at, end), width });
  return end;
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0x30 && code <= 0x39;
}
