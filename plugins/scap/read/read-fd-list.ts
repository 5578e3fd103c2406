import { emptyFd } from '@chisel/core/event/empty-entries.ts';
import type { FdTableEntry } from '@chisel/core/event/source.ts';
import { knownFdLayout, type FdLayout } from './fd-layout.ts';
import type { TableCursor } from './table-cursor.ts';

/** Reads the list of fds of one thread. */
export function readFdList(
  cursor: TableCursor,
  version: number,
): { tid: number; entries: FdTableEntry[] } {
  cursor.countEntry();
  const tid = cursor.i64('tid of the fd list');
  const entries: FdTableEntry[] = [];
  while (cursor.nextEntry()) entries.push(readFd(cursor, version));
  return { tid, entries };
}

/** From version 2 on an entry starts with its length, which counts itself. */
function readFd(cursor: TableCursor, version: number): FdTableEntry {
  const start = cursor.at;
  const length = version < 2 ? 0 : cursor.u32('fd length');
  const end = version < 2 ? 0 : cursor.entryEnd(start, length, 'fd');
  const fd = emptyFd();
  fd.fd = cursor.i64('fd');
  fd.ino = cursor.u64('inode');
  fd.type = cursor.u8('fd type');
  const layout = knownFdLayout(fd.type);
  if (!layout && version < 2) {
    throw cursor.damage('an fd type from 0 to 21', String(fd.type), cursor.at - 1);
  }
  if (layout) readPart(cursor, layout, fd, end);
  else fd.name = `unknown-type:[${fd.type}]`;
  if (version >= 2) cursor.finishEntry(end, 'fd');
  return fd;
}

function readPart(cursor: TableCursor, layout: FdLayout, fd: FdTableEntry, end: number): void {
  switch (layout.part) {
    case 'nothing':
      return;
    case 'connection':
      return readConnection(cursor, layout.addressBytes, fd);
    case 'server':
      return readServer(cursor, layout.addressBytes, fd);
    case 'unix':
      fd.unixSource = cursor.u64('unix socket source');
      fd.unixDestination = cursor.u64('unix socket destination');
      fd.name = cursor.string('fd name');
      return;
    case 'file':
      fd.openFlags = cursor.u32('open flags');
      fd.name = cursor.string('fd name');
      if (end - cursor.at >= 4) fd.dev = cursor.u32('device');
      return;
    case 'name':
      fd.name = cursor.string('fd name');
  }
}

function readConnection(cursor: TableCursor, addressBytes: number, fd: FdTableEntry): void {
  fd.sip = cursor.text(addressBytes, 'source address');
  fd.dip = cursor.text(addressBytes, 'destination address');
  fd.sport = cursor.u16('source port');
  fd.dport = cursor.u16('destination port');
  fd.l4 = cursor.u8('protocol');
}

function readServer(cursor: TableCursor, addressBytes: number, fd: FdTableEntry): void {
  fd.sip = cursor.text(addressBytes, 'address');
  fd.sport = cursor.u16('port');
  fd.l4 = cursor.u8('protocol');
}
