import type { InterfaceEntry } from '@chisel/core/event/source.ts';
import type { TableCursor } from './table-cursor.ts';

interface InterfaceKind {
  addressBytes: number;
  hasLinkSpeed: boolean;
}

const kinds: ReadonlyMap<number, InterfaceKind> = new Map([
  [1, { addressBytes: 4, hasLinkSpeed: true }],
  [2, { addressBytes: 16, hasLinkSpeed: true }],
  [3, { addressBytes: 4, hasLinkSpeed: false }],
  [4, { addressBytes: 16, hasLinkSpeed: false }],
]);

/** Reads an interface list. */
export function readInterfaces(cursor: TableCursor, version: number): InterfaceEntry[] {
  const entries: InterfaceEntry[] = [];
  while (cursor.nextEntry()) entries.push(readInterface(cursor, version));
  return entries;
}

/** Reads one entry; from version 2 on it is preceded by its length, which doesn't count itself. */
function readInterface(cursor: TableCursor, version: number): InterfaceEntry {
  if (version < 2) return readFields(cursor);
  const length = cursor.u32('interface length');
  const end = cursor.entryEnd(cursor.at, length, 'interface');
  const entry = readFields(cursor);
  cursor.finishEntry(end, 'interface');
  return entry;
}

function readFields(cursor: TableCursor): InterfaceEntry {
  const start = cursor.at;
  const number = cursor.u16('interface kind');
  const kind = kinds.get(number);
  if (!kind) throw cursor.damage('an interface kind from 1 to 4', String(number), start);
  const nameLength = cursor.u16('interface name length');
  const address = cursor.text(kind.addressBytes, 'address');
  const netmask = cursor.text(kind.addressBytes, 'netmask');
  const broadcast = cursor.text(kind.addressBytes, 'broadcast address');
  const linkSpeed = kind.hasLinkSpeed ? cursor.i64('link speed') : 0;
  return {
    name: cursor.text(nameLength, 'interface name'),
    address,
    netmask,
    broadcast,
    linkSpeed,
  };
}
