import { BytePiece } from '../../bytes/byte-piece.ts';
import type { ByteWriter } from '../../bytes/byte-writer.ts';
import type { EventType } from '../../event/event-table.ts';
import type { Event } from '../../state/event.ts';
import type { FieldContext } from '../field.ts';
import type { TextWriter } from './param-text.ts';
import { paramWritersOf, type ParamWriter } from './param-writer.ts';

const BLANK = 0x20;
/** Ids of the events for system calls without an event of their own: their params are internal. */
const LAST_GENERIC_ID = 1;

/** Writes all params of an event: `name=value ` or `name=value(meaning) ` each. */
export type ArgsWriter = (event: Event, out: ByteWriter) => void;

interface NamedParam {
  /** `name=` */
  readonly prefix: BytePiece;
  readonly write: TextWriter;
}

/** Prepares the text of `evt.args`; types are compiled when their first event comes. */
export function createArgsWriter(context: FieldContext): ArgsWriter {
  const writersOf = paramWritersOf(context);
  const byType: (readonly NamedParam[] | undefined)[] = [];
  return (event, out) => {
    const { type } = event;
    const params = (byType[type.id] ??= createNamedParams(type, writersOf(type)));
    const count = Math.min(event.paramCount, params.length);
    for (let i = 0; i < count; i++) {
      const { prefix, write } = params[i] as NamedParam;
      out.writePiece(prefix);
      write(event, event.offset(i), event.length(i), out);
      out.writeByte(BLANK);
    }
  };
}

function createNamedParams(type: EventType, writers: readonly ParamWriter[]): NamedParam[] {
  if (type.id <= LAST_GENERIC_ID) return [];
  return type.params.map(({ name }, i) => ({
    prefix: new BytePiece(`${name}=`),
    write: (writers[i] as ParamWriter).whole,
  }));
}

/** Writes one argument as `evt.arg` shows it; false when the event does not have it. */
export type ArgumentWriter = (event: Event, param: number, out: ByteWriter) => boolean;

/** Prepares the text of single arguments, whatever the event's type. */
export function createArgumentWriter(context: FieldContext): ArgumentWriter {
  const writersOf = paramWritersOf(context);
  return (event, param, out) => {
    const writer = param < event.paramCount ? writersOf(event.type)[param] : undefined;
    writer?.best(event, out);
    return writer !== undefined;
  };
}
