import { BytePiece } from '@chisel/core/bytes/byte-piece.ts';
import type { ByteWriter } from '@chisel/core/bytes/byte-writer.ts';
import type { BoundField, FieldContext } from '@chisel/core/field/field.ts';
import { createValueWriter } from '@chisel/core/field/render/value-writer.ts';
import type { Event } from '@chisel/core/state/event.ts';
import { harmless } from './harmless.ts';
import { parseFormat, type FieldFinder, type FieldPart } from './parse-format.ts';
import { sequence, type Step } from './sequence.ts';

/** A compiled format: turns events into lines. */
export interface LineFormat {
  /** Bits of `Need`: what the state must keep. */
  readonly needs: number;
  /** Writes the line of an event, without its end; false: the event has no line. */
  write(event: Event, out: ByteWriter): boolean;
}

const MISSING = new BytePiece('<NA>');

/** Compiles a format of the `-p` language to text lines. */
export function compileFormat(
  format: string,
  context: FieldContext,
  fields: FieldFinder,
): LineFormat {
  const { strict, parts } = parseFormat(format, fields);
  let needs = 0;
  const steps = parts.map((part) => {
    if (part.kind === 'literal') return literalStep(part.text);
    const bound = part.field.bind(context, part.argument);
    needs |= bound.needs;
    const value = context.text.terminal === true ? harmless(valueStep(bound)) : valueStep(bound);
    return fieldStep(part, value, strict);
  });
  const run = sequence(steps);
  const write = (event: Event, out: ByteWriter): boolean => {
    const start = out.length;
    const complete = run(event, out);
    if (!complete) out.length = start;
    return complete;
  };
  return { needs, write };
}

/** Writes a field's value; false when the event has none. */
export function valueStep(bound: BoundField): Step {
  if (bound.write) return bound.write.bind(bound);
  const writeValue = createValueWriter(bound.type, bound.format);
  return (event, out) => {
    const value = bound.extract(event);
    return value !== undefined && writeValue(value, out);
  };
}

/** Text of the command line is Unicode; the lines are bytes. */
function literalStep(text: string): Step {
  const bytes = Buffer.from(text).toString('latin1');
  const piece = new BytePiece(bytes);
  const [only = ''] = bytes;
  if (bytes.length === 1) return byteStep(only.charCodeAt(0));
  return (_event, out) => {
    out.writePiece(piece);
    return true;
  };
}

function byteStep(byte: number): Step {
  return (_event, out) => {
    out.writeByte(byte);
    return true;
  };
}

function fieldStep({ width }: FieldPart, value: Step, strict: boolean): Step {
  const step = strict ? value : withMissing(value);
  if (width === 0) return step;
  return (event, out) => {
    const start = out.length;
    const found = step(event, out);
    out.fit(start, width);
    return found;
  };
}

function withMissing(value: Step): Step {
  return (event, out) => {
    const start = out.length;
    if (!value(event, out)) {
      out.length = start;
      out.writePiece(MISSING);
    }
    return true;
  };
}
