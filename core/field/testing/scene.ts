import { EventTable, type EventType, type ParamType } from '../../event/event-table.ts';
import type { FdTableEntry, StartTables, ThreadEntry } from '../../event/source.ts';
import { Event } from '../../state/event.ts';
import { Need } from '../../state/needs.ts';
import { State } from '../../state/state.ts';
import * as builders from '../../state/testing/run-events.ts';
import { buildBlock, type ParamValue as StoredValue } from '../../state/testing/event-bytes.ts';
import { FieldTable } from '../field-table.ts';
import type { BoundField, FieldValue } from '../field.ts';
import { createValueWriter } from '../render/value-writer.ts';
import { defaultTextOptions, type TextOptions } from '../text-options.ts';
import { ByteWriter } from '../../bytes/byte-writer.ts';

/** A param's value: numbers in the param's width, texts with NUL, buffers as they are. */
export type ParamValue = number | bigint | string | Uint8Array | undefined;

export interface SceneEvent {
  tid?: number;
  cpu?: number;
  /** Nanoseconds after the start of the scene. */
  atNs?: number;
}

export const START_NS = 1_700_000_000_123_456_789n;

/** A state with a few threads and fds, to which events happen that are built from bytes. */
export class Scene {
  readonly table: EventTable;
  readonly fields: FieldTable;
  readonly event: Event;
  readonly #text: TextOptions;

  constructor(tables: Partial<StartTables> = {}, text: Partial<TextOptions> = {}) {
    this.table = new EventTable('classic');
    this.fields = new FieldTable(this.table);
    this.#text = { ...defaultTextOptions, ...text };
    this.event = new Event(this.table, new State(this.table, Need.ALL));
    this.load(tables);
    this.event.firstTsLow = Number(START_NS & 0xffffffffn);
    this.event.firstTsHigh = Number(START_NS >> 32n);
  }

  /** Starts anew from other tables; containers stay known. */
  load(tables: Partial<StartTables>): void {
    this.event.state.load(builders.startTables(tables));
  }

  /** Makes an event happen; the newest form of its name is taken. */
  run(what: `${'>' | '<'} ${string}`, values: readonly ParamValue[], at: SceneEvent = {}): this {
    const type = this.#typeOf(what);
    const params = values
      .slice(0, type.params.length)
      .map((value, i) => stored(type.params[i] as ParamType, value));
    const tsNs = START_NS + BigInt(at.atNs ?? 0);
    const { event } = this;
    event.num++;
    event.seek(buildBlock(this.table, [{ ...at, type: type.id, params, tsNs }]), 0);
    event.state.prepare(event);
    event.state.apply(event);
    event.state.finish(event);
    return this;
  }

  bind(field: string): BoundField {
    const found = this.fields.resolve(field);
    return found.field.bind({ table: this.table, text: this.#text }, found.argument);
  }

  /** The value of a field on the event at hand. */
  value(field: string): FieldValue | undefined {
    return this.bind(field).extract(this.event);
  }

  /** The text of a field on the event at hand. */
  text(field: string): string | undefined {
    return textOfBound(this.bind(field), this.event);
  }

  #typeOf(what: string): EventType {
    const [sign, name = ''] = what.split(' ');
    const parity = sign === '>' ? 0 : 1;
    const types = this.table.named(name).filter(({ id }) => (id & 1) === parity);
    const type = types.at(-1);
    if (!type) throw new Error(`no event ${what}`);
    return type;
  }
}

/** What a line shows for a bound field; undefined when there is no value. */
function textOfBound(bound: BoundField, event: Event): string | undefined {
  const out = new ByteWriter(256);
  if (bound.write) return bound.write(event, out) ? out.text() : undefined;
  const value = bound.extract(event);
  if (value === undefined) return undefined;
  return createValueWriter(bound.type, bound.format)(value, out) ? out.text() : undefined;
}

/** A row of the process list; unless said otherwise a process of its own. */
export function threadEntry(tid: number, entry: Partial<ThreadEntry> = {}): ThreadEntry {
  return builders.threadEntry(tid, {
    sid: 1,
    comm: 'cat',
    exe: '/bin/cat',
    exepath: '/usr/bin/cat',
    cwd: '/home/anna',
    uid: 1000,
    gid: 100,
    loginuid: 0xffffffff,
    pidnsInitStartNs: 0n,
    pgid: tid,
    ...entry,
  });
}

/** A row of an fd list. */
export function fdEntry(fd: number, entry: Partial<FdTableEntry> = {}): FdTableEntry {
  return builders.fdEntry(fd, 1, entry);
}

/** Buffers have no NUL behind them; what is left out is there, but empty. */
function stored({ type }: ParamType, value: ParamValue): StoredValue {
  if (value === undefined) return null;
  return typeof value === 'string' && type === 'BYTEBUF' ? Buffer.from(value, 'latin1') : value;
}
