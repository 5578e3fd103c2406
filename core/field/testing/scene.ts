import type { EventBlock } from '../../event/event-block.ts';
import { EventFlag, EventTable, type EventType, type ParamType } from '../../event/event-table.ts';
import type { FdTableEntry, StartTables, ThreadEntry } from '../../event/source.ts';
import { Event } from '../../state/event.ts';
import { Need } from '../../state/needs.ts';
import { State } from '../../state/state.ts';
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

const HEADER_BYTES = 26;
const CPU_BYTES = 2;
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
    this.event.state.load({ ...emptyTables, ...tables });
  }

  /** Makes an event happen; the newest form of its name is taken. */
  run(what: `${'>' | '<'} ${string}`, values: readonly ParamValue[], at: SceneEvent = {}): this {
    const type = this.#typeOf(what);
    const params = type.params.slice(0, values.length);
    const bytes = encodeEvent(
      type,
      params.map((param, i) => encodeParam(param, values[i])),
      at,
    );
    const { event } = this;
    event.num++;
    event.seek(blockOf(bytes), 0);
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

const emptyTables: StartTables = {
  machine: undefined,
  interfaces: [],
  users: [],
  groups: [],
  threads: [],
  fds: [],
};

/** A row of the process list; unless said otherwise a process of its own. */
export function threadEntry(tid: number, entry: Partial<ThreadEntry> = {}): ThreadEntry {
  return {
    tid,
    pid: tid,
    ptid: 1,
    sid: 1,
    vpgid: tid,
    comm: 'cat',
    exe: '/bin/cat',
    exepath: '/usr/bin/cat',
    args: '',
    cwd: '/home/anna',
    fdLimit: 1024,
    flags: 0,
    uid: 1000,
    gid: 100,
    vmSizeKb: 0,
    vmRssKb: 0,
    vmSwapKb: 0,
    majorFaults: 0,
    minorFaults: 0,
    env: '',
    vtid: tid,
    vpid: tid,
    cgroups: '',
    root: '/',
    loginuid: 0xffffffff,
    tty: 0,
    exeWritable: false,
    capInheritable: 0n,
    capPermitted: 0n,
    capEffective: 0n,
    pidnsInitStartNs: 0n,
    exeUpperLayer: false,
    exeLowerLayer: false,
    exeFromMemfd: false,
    exeIno: 0n,
    exeCtimeNs: 0n,
    exeMtimeNs: 0n,
    pgid: tid,
    ...entry,
  };
}

/** A row of an fd list. */
export function fdEntry(fd: number, entry: Partial<FdTableEntry> = {}): FdTableEntry {
  return {
    fd,
    ino: 0n,
    type: 1,
    name: '',
    openFlags: 0,
    dev: 0,
    l4: 0,
    sip: '',
    dip: '',
    sport: 0,
    dport: 0,
    unixSource: 0n,
    unixDestination: 0n,
    ...entry,
  };
}

const widths: readonly (readonly [RegExp, number])[] = [
  [/^(U?INT8|(ENUM)?FLAGS8|SIGTYPE)$/, 1],
  [/^(U?INT16|(ENUM)?FLAGS16|SYSCALLID|PORT)$/, 2],
  [/^(U?INT32|(ENUM)?FLAGS32|UID|GID|MODE|FD32|PID32|SIGSET)$/, 4],
  [/./, 8],
];

function encodeParam({ type }: ParamType, value: ParamValue): Uint8Array {
  if (value === undefined) return new Uint8Array(0);
  if (typeof value === 'string') {
    return Buffer.from(type === 'BYTEBUF' ? value : `${value}\0`, 'latin1');
  }
  if (value instanceof Uint8Array) return value;
  const width = widths.find(([pattern]) => pattern.test(type))?.[1] ?? 8;
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt.asUintN(64, BigInt(value)));
  return bytes.subarray(0, width);
}

function encodeEvent(type: EventType, params: Uint8Array[], at: SceneEvent): Buffer {
  const width = (type.flags & EventFlag.LARGE_PAYLOAD) === 0 ? 2 : 4;
  const lengths = Buffer.alloc(params.length * width);
  params.forEach(({ length }, i) => lengths.writeUIntLE(length, i * width, width));
  const body = Buffer.concat([lengths, ...params]);
  const head = Buffer.alloc(CPU_BYTES + HEADER_BYTES);
  head.writeUInt16LE(at.cpu ?? 0, 0);
  head.writeBigUInt64LE(START_NS + BigInt(at.atNs ?? 0), CPU_BYTES);
  head.writeBigInt64LE(BigInt(at.tid ?? 100), CPU_BYTES + 8);
  head.writeUInt32LE(HEADER_BYTES + body.length, CPU_BYTES + 16);
  head.writeUInt16LE(type.id, CPU_BYTES + 20);
  head.writeUInt32LE(params.length, CPU_BYTES + 22);
  return Buffer.concat([head, body]);
}

function blockOf(bytes: Buffer): EventBlock {
  const { buffer, byteOffset, length } = bytes;
  return {
    kind: 'events',
    bytes,
    view: new DataView(buffer, byteOffset, length),
    count: 1,
    offsets: Uint32Array.of(CPU_BYTES),
    layouts: Uint8Array.of(0),
  };
}
