import type { ByteWriter } from '../bytes/byte-writer.ts';
import type { EventTable, ParamType } from '../event/event-table.ts';
import type { Event } from '../state/event.ts';
import type { TextOptions } from './text-options.ts';

/**
 * Types of field values and what `extract` gives for them.
 *  - text, path: a byte string
 *  - bytes: a byte string (I/O buffers)
 *  - int8 … uint64, pid, fd, errno, uid, gid, port, flags, mode: a number, bigint only past 2^53
 *  - reltime, abstime: nanoseconds, the same
 *  - bool: a boolean; double: a number
 *  - ip: a byte string of 4 or 16 characters, network order; net: filters only
 *  - list: an array of byte strings
 */
export type FieldType =
  | 'int8'
  | 'int16'
  | 'int32'
  | 'int64'
  | 'uint8'
  | 'uint16'
  | 'uint32'
  | 'uint64'
  | 'text'
  | 'path'
  | 'bytes'
  | 'bool'
  | 'double'
  | 'reltime'
  | 'abstime'
  | 'port'
  | 'ip'
  | 'net'
  | 'list'
  | 'dynamic';

export type FieldValue = string | number | bigint | boolean | readonly string[];

/** One row of the field table. */
export interface Field {
  readonly name: string;
  /** Id of its class: evt, process, fd, … (see `fieldClasses`). */
  readonly class: string;
  readonly type: FieldType;
  /** How a number is written: as ParamType.format. */
  readonly format: string;
  /** Type as the reference's `-lv` prints it: CHARBUF, UINT32, … */
  readonly listedType: string;
  /** Whether it takes an argument, `name[argument]` or `name.argument`. */
  readonly argument: 'none' | 'optional' | 'required';
  /** What the argument is: an index, a key, … for messages and docs. */
  readonly argumentKind?: string;
  /** Known to sysdig 0.29.3. */
  readonly classic: boolean;
  /** hidden: works but is not listed; filter, display: only usable there. */
  readonly hidden?: boolean;
  readonly filterOnly?: boolean;
  readonly displayOnly?: boolean;
  /** For transfers through an fd: its value depends on the fd's entry alone, and on the direction. */
  readonly ofFdEntry?: boolean;
  /** Its value depends on the events that it was asked for before: a filter with it has to see each. */
  readonly remembers?: boolean;
  /** Filters: with `extractAll`, `!=` must hold for all of the values instead of for any. */
  readonly allUnequal?: boolean;
  /** Filters: only `=` is allowed, and holds when the value is at most the operand times this. */
  readonly within?: number;
  /** One sentence, our own words. */
  readonly description: string;
  /** Bits of `Need`. */
  readonly needs: number;
  /** True for the event types that can give it a value; absent: any can. Never wrong by omission. */
  readonly appliesTo?: (type: EventTypeLike) => boolean;
  /** Finds the argument that stands at `at`, just behind the name; undefined when there is none. */
  readonly readArgument?: ArgumentReader;
  /** Prepares the field for one use. Throws a ChiselError for a wrong argument. */
  bind(context: FieldContext, argument: string | undefined): BoundField;
}

export type ArgumentReader = (
  text: string,
  at: number,
  table: EventTable,
) => ArgumentAt | undefined;

/** An argument found in a text and where it ends there. */
export interface ArgumentAt {
  readonly argument: string;
  readonly end: number;
}

export interface EventTypeLike {
  readonly id: number;
  readonly name: string;
  readonly flags: number;
  readonly params: readonly ParamType[];
}

/** A field made ready for one use: it may hold state of its own (`evt.deltatime`, `evt.count`). */
export interface BoundField {
  readonly field: Field;
  readonly type: FieldType;
  /** As `Field.format`, but of the actual argument when the field is dynamic. */
  readonly format: string;
  /** Bits of `Need`: those of the field, or fewer when the argument allows it. */
  readonly needs: number;
  /** As `Field.appliesTo`, narrowed by the argument. */
  readonly appliesTo?: ((type: EventTypeLike) => boolean) | undefined;
  /** The value, undefined when the event has none. */
  extract(event: Event): FieldValue | undefined;
  /**
   * Writes the value as text, without making a string of it, and returns whether there was one.
   * Absent: the text follows from `extract`, type and format.
   */
  write?(event: Event, out: ByteWriter): boolean;
  /**
   * Filters: when present, a comparison holds when it holds for any of these values instead of the
   * one of `extract`; `exists` asks `extract`. The array is only valid until the next call.
   */
  extractAll?(event: Event): readonly FieldValue[];
}

export interface FieldContext {
  readonly table: EventTable;
  readonly text: TextOptions;
}
