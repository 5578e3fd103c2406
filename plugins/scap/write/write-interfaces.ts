import type { InterfaceEntry } from '@chisel/core/event/source.ts';
import type { BlockWriter } from './block-writer.ts';

const INTERFACES_V2 = 0x219;
const IPV4 = { kind: 1, addressBytes: 4 } as const;
const IPV6 = { kind: 2, addressBytes: 16 } as const;
/** Readers refuse longer names. */
const MAX_NAME = 1023;

/** Writes the interface list. */
export function writeInterfaces(out: BlockWriter, interfaces: readonly InterfaceEntry[]): void {
  out.beginBlock(INTERFACES_V2);
  for (const entry of interfaces) writeInterface(out, entry);
  out.endBlock();
}

/** The length before an entry does not count itself. */
function writeInterface(out: BlockWriter, entry: InterfaceEntry): void {
  const place = out.beginEntry();
  const start = out.length;
  const { kind, addressBytes } = entry.address.length === IPV4.addressBytes ? IPV4 : IPV6;
  const name = entry.name.slice(0, MAX_NAME);
  out.u16(kind);
  out.u16(name.length);
  out.text(entry.address, addressBytes);
  out.text(entry.netmask, addressBytes);
  out.text(entry.broadcast, addressBytes);
  out.i64(entry.linkSpeed);
  out.text(name, name.length);
  out.endEntry(place, start);
}
