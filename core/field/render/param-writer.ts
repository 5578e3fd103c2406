import type { ByteWriter } from '../../bytes/byte-writer.ts';
import type { EventType, ParamType } from '../../event/event-table.ts';
import type { Event } from '../../state/event.ts';
import type { FieldContext } from '../field.ts';
import type { ParamText, TextWriter } from './param-text.ts';
import { createParamText } from './param-texts.ts';

/** The texts of one param of one event type. */
export interface ParamWriter {
  /** Writes the value itself. */
  raw(event: Event, out: ByteWriter): void;
  /** Writes what the value stands for, and returns whether it stands for anything. */
  resolved(event: Event, out: ByteWriter): boolean;
  /** Writes what it stands for, or else the value: what `evt.arg.NAME` shows. */
  best(event: Event, out: ByteWriter): void;
  /** Writes the value and, in brackets, what it stands for: what `evt.args` shows. */
  readonly whole: TextWriter;
}

/** Prepares the text of param number `index` of an event type, which follows `previous`. */
function createParamWriter(
  type: ParamType,
  index: number,
  context: FieldContext,
  previous?: ParamWriter,
): ParamWriter {
  const text = withShortValues(createParamText(type, context), type, context, previous);
  const { raw, resolved, whole } = text;
  const writeResolved = (event: Event, out: ByteWriter): boolean => {
    if (resolved === undefined) return false;
    const start = out.length;
    const length = event.length(index);
    return resolved(event, event.offset(index), length, out) && out.length > start;
  };
  return {
    raw: (event, out) => raw(event, event.offset(index), event.length(index), out),
    resolved: writeResolved,
    best: (event, out) => {
      if (writeResolved(event, out)) return;
      raw(event, event.offset(index), event.length(index), out);
    },
    whole,
  };
}

/** The writers of all params of a type, made when first asked for. */
export type ParamWriters = (type: EventType) => readonly ParamWriter[];

const known = new WeakMap<FieldContext, ParamWriters>();

/** The param writers of a run; everybody who shows params in it shares them. */
export function paramWritersOf(context: FieldContext): ParamWriters {
  let writers = known.get(context);
  if (!writers) known.set(context, (writers = createParamWriters(context)));
  return writers;
}

function createParamWriters(context: FieldContext): ParamWriters {
  const byType: (readonly ParamWriter[] | undefined)[] = [];
  return (type) => (byType[type.id] ??= createTypeWriters(type, context));
}

function createTypeWriters(type: EventType, context: FieldContext): readonly ParamWriter[] {
  const writers: ParamWriter[] = [];
  type.params.forEach((param, i) => {
    writers.push(createParamWriter(param, i, context, writers[i - 1]));
  });
  return writers;
}

const PATH_TYPES = new Set(['FSPATH', 'FSRELPATH']);
const TEXT_TYPES = new Set([...PATH_TYPES, 'CHARBUF', 'BYTEBUF', 'SOCKADDR', 'SOCKTUPLE']);

/**
 * What to do with values that are shorter than their type. The newest vocabulary shows that there is
 * none. The classic one does what the reference does, which does not look: numbers and texts
 * are read on in what follows, and an empty path leaves the text of the param before it standing.
 */
function withShortValues(
  text: ParamText,
  type: ParamType,
  context: FieldContext,
  previous: ParamWriter | undefined,
): ParamText {
  const { width, resolved } = text;
  const classic = context.table.edition === 'classic';
  const isThere = (event: Event, at: number, length: number): boolean =>
    length >= width || (classic && length >= 0 && at + width <= event.bytes.length);
  const writeShort = classic
    ? PATH_TYPES.has(type.type) && previous?.raw
    : writesText(TEXT_TYPES.has(type.type) ? '<NA>' : 'NULL');
  const guard =
    (write: TextWriter): TextWriter =>
    (event, at, length, out) => {
      if (length > 0 && length >= width) write(event, at, length, out);
      else if (writeShort && length <= 0) writeShort(event, out);
      else if (isThere(event, at, length)) write(event, at, length, out);
    };
  return {
    width,
    raw: guard(text.raw),
    whole: guard(text.whole),
    ...(resolved && {
      resolved: (event, at, length, out) =>
        isThere(event, at, length) && resolved(event, at, length, out),
    }),
  };
}

function writesText(text: string): ParamWriter['raw'] {
  return (_event, out) => out.writeText(text);
}
