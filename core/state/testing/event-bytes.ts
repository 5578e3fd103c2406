import type { EventBlock } from '../../event/event-block.ts';
import { EventFlag, isEnter, type EventTable, type EventType } from '../../event/event-table.ts';

const HEADER_BYTES = 26;
/** The cpu id stands before the header. */
const CPU_BYTES = 2;

/**
 * The value of a param: numbers are stored with the width of the param's type, `null` is a missing
 * value of no bytes, bytes are taken as they are, texts are byte strings that get a NUL.
 */
export type ParamValue = number | bigint | string | Uint8Array | null;

/** One event to be built. `type` is `open>` for an enter or `open<` for an exit, or an id. */
export interface EventText {
  readonly type: string | number;
  readonly params?: readonly ParamValue[];
  readonly tid?: number;
  readonly tsNs?: number | bigint;
  readonly cpu?: number;
}

/** Builds a block of events in the layout of capture files. Of a name, the newest version is taken. */
export function buildBlock(table: EventTable, events: readonly EventText[]): EventBlock {
  const parts = events.map((event, i) => buildEvent(table, event, i));
  const bytes = Buffer.concat(parts);
  const offsets = new Uint32Array(parts.length);
  let at = 0;
  parts.forEach((part, i) => {
    offsets[i] = at + CPU_BYTES;
    at += part.length;
  });
  return {
    kind: 'events',
    bytes,
    view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length),
    count: parts.length,
    offsets,
    layouts: new Uint8Array(parts.length),
  };
}

function buildEvent(table: EventTable, event: EventText, index: number): Buffer {
  const type = typeOf(table, event.type);
  const values = (event.params ?? []).map((value, i) => encode(value, type.params[i]?.type ?? ''));
  const width = (type.flags & EventFlag.LARGE_PAYLOAD) !== 0 ? 4 : 2;
  const body = values.reduce((sum, value) => sum + value.length, 0);
  const length = HEADER_BYTES + values.length * width + body;
  const head = Buffer.alloc(CPU_BYTES + HEADER_BYTES + values.length * width);
  head.writeUInt16LE(event.cpu ?? 0, 0);
  head.writeBigUInt64LE(BigInt(event.tsNs ?? 1_000_000_000 + index), 2);
  head.writeBigInt64LE(BigInt(event.tid ?? 100), 10);
  head.writeUInt32LE(length, 18);
  head.writeUInt16LE(type.id, 22);
  head.writeUInt32LE(values.length, 24);
  values.forEach((value, i) => {
    head.writeUIntLE(value.length, CPU_BYTES + HEADER_BYTES + i * width, width);
  });
  return Buffer.concat([head, ...values]);
}

function typeOf(table: EventTable, name: string | number): EventType {
  if (typeof name === 'number') return table.typeOf(name);
  const wantEnter = name.endsWith('>');
  const found = table.named(name.slice(0, -1)).filter(({ id }) => isEnter(id) === wantEnter);
  const newest = found[found.length - 1];
  if (newest === undefined) throw new Error(`no event type ${name}`);
  return newest;
}

const WIDTHS: readonly [RegExp, number][] = [
  [/8$|^SIGTYPE$/, 1],
  [/16$|^PORT$|^SYSCALLID$/, 2],
  [/32$|^UID$|^GID$|^MODE$|^SIGSET$/, 4],
];

function encode(value: ParamValue, type: string): Buffer {
  if (value === null) return Buffer.alloc(0);
  if (typeof value === 'string') return Buffer.from(`${value}\0`, 'latin1');
  if (typeof value === 'object') return Buffer.from(value);
  const width = WIDTHS.find(([pattern]) => pattern.test(type))?.[1] ?? 8;
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(BigInt.asIntN(64, BigInt(value)));
  return bytes.subarray(0, width);
}

/** A packed address param: `127.0.0.1:80`, `::1:80` in full form, or a path. */
export function packAddress(ip: string, port: number): Uint8Array {
  const address = packIp(ip);
  const family = address.length === 4 ? 2 : 10;
  return Buffer.concat([Buffer.from([family]), address, packPort(port)]);
}

/** A packed tuple param of an ip connection. */
export function packTuple(sip: string, sport: number, dip: string, dport: number): Uint8Array {
  const source = packIp(sip);
  const family = Buffer.from([source.length === 4 ? 2 : 10]);
  return Buffer.concat([family, source, packPort(sport), packIp(dip), packPort(dport)]);
}

/** A packed tuple param of a unix connection. */
export function packUnixTuple(source: bigint, destination: bigint, path: string): Uint8Array {
  const head = Buffer.alloc(17);
  head[0] = 1;
  head.writeBigUInt64LE(source, 1);
  head.writeBigUInt64LE(destination, 9);
  return Buffer.concat([head, Buffer.from(`${path}\0`, 'latin1')]);
}

/** The bytes of an address; an IPv6 one needs all eight groups. */
export function packIp(ip: string): Buffer {
  if (ip.includes('.')) return Buffer.from(ip.split('.').map(Number));
  return Buffer.from(
    ip
      .split(':')
      .map((group) => group.padStart(4, '0'))
      .join(''),
    'hex',
  );
}

function packPort(port: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(port);
  return bytes;
}
