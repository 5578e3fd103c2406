import { BytePiece } from '@chisel/core/bytes/byte-piece.ts';
import { ByteWriter } from '@chisel/core/bytes/byte-writer.ts';
import type { BoundField, FieldContext } from '@chisel/core/field/field.ts';
import {
  closeJsonString,
  openJsonString,
  writeJsonString,
} from '@chisel/core/field/render/json-text.ts';
import { jsonForm } from '@chisel/core/field/render/value-writer.ts';
import type { Event } from '@chisel/core/state/event.ts';
import { valueStep, type LineFormat } from './compile-format.ts';
import { parseFormat, type FieldFinder, type FieldPart } from './parse-format.ts';
import { sequence, type Step } from './sequence.ts';

const NULL = new BytePiece('null');
const CLOSE_BRACE = 0x7d;

/** Compiles a format of the `-p` language to JSON objects: its fields by name, in order of their names. */
export function compileJsonFormat(
  format: string,
  context: FieldContext,
  fields: FieldFinder,
): LineFormat {
  const { strict, parts } = parseFormat(format, fields);
  const tokens = parts.filter((part): part is FieldPart => part.kind === 'field');
  let needs = 0;
  const members = new Map<string, Step>();
  for (const part of tokens) {
    const bound = part.field.bind(context, part.argument);
    needs |= bound.needs;
    members.set(part.token, memberStep(bound, strict));
  }
  const keys = [...members.keys()].sort(byBytes);
  const run = sequence(keys.map((key, i) => keyStep(key, i === 0, members.get(key) as Step)));
  const write = (event: Event, out: ByteWriter): boolean => {
    const start = out.length;
    const complete = run(event, out);
    if (complete) out.writeByte(CLOSE_BRACE);
    else out.length = start;
    return complete;
  };
  return keys.length === 0 ? { needs, write: writeNull } : { needs, write };
}

/** A format without fields makes no object. */
function writeNull(_event: Event, out: ByteWriter): boolean {
  out.writePiece(NULL);
  return true;
}

function keyStep(key: string, isFirst: boolean, member: Step): Step {
  const name = new ByteWriter(key.length * 6 + 8);
  name.writeText(isFirst ? '{' : ',');
  writeJsonString(name, Buffer.from(key).toString('latin1'));
  name.writeText(':');
  const prefix = new BytePiece(name.text());
  return (event, out) => {
    out.writePiece(prefix);
    return member(event, out);
  };
}

function memberStep(bound: BoundField, strict: boolean): Step {
  const form = jsonForm(bound.type, bound.format);
  const value = form === 'quoted' ? quoted(valueStep(bound)) : valueStep(bound);
  return (event, out) => {
    const start = out.length;
    if (form !== 'none' && value(event, out)) return true;
    out.length = start;
    out.writePiece(NULL);
    return !strict;
  };
}

function quoted(value: Step): Step {
  return (event, out) => {
    const start = openJsonString(out);
    if (!value(event, out)) return false;
    closeJsonString(out, start);
    return true;
  };
}

function byBytes(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
