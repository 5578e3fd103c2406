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
  whole(event: Event, out: ByteWriter): void;
}

/** Prepares the text of param number `index` of an event type. */
export function createParamWriter(
  type: ParamType,
  index: number,
  context: FieldContext,
): ParamWriter {
  const text = withShortValues(createParamText(type, context), type, context);
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
    whole: (event, out) => whole(event, event.offset(index), event.length(index), out),
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
  return (type) =>
    (byType[type.id] ??= type.params.map((param, i) => createParamWriter(param, i, context)));
}

const TEXT_TYPES = new Set(['CHARBUF', 'FSPATH', 'FSRELPATH', 'BYTEBUF', 'SOCKADDR', 'SOCKTUPLE']);

/**
 * What to do with values that are shorter than their type. The classic vocabulary has no empty values: as
 * the reference does, it reads on into what follows. The newest shows that there is no value.
 */
function withShortValues(text: ParamText, type: ParamType, context: FieldContext): ParamText {
  const classic = context.table.edition === 'classic';
  const { width } = text;
  const missing = TEXT_TYPES.has(type.type) ? '<NA>' : 'NULL';
  const guard =
    (write: TextWriter): TextWriter =>
    (event, at, length, out) => {
      if (length >= width && length > 0) return write(event, at, length, out);
      if (!classic && length <= 0) return out.writeText(missing);
      if (length >= 0 && at + width <= event.bytes.length) write(event, at, length, out);
    };
  const { resolved } = text;
  return {
    width,
    raw: guard(text.raw),
    whole: guard(text.whole),
    ...(resolved && {
      resolved: (event, at, length, out) =>
        (length >= width || (classic && length >= 0 && at + width <= event.bytes.length)) &&
        resolved(event, at, length, out),
    }),
  };
}
