import type { FdTableEntry } from '@chisel/core/event/source.ts';
import { fdLayoutOf, type FdLayout } from '../read/fd-layout.ts';
import type { BlockWriter } from './block-writer.ts';

const FDS_V2 = 0x218;
/** A list that grows beyond this goes on in another block. */
const MAX_LIST_BYTES = 16 << 20;
/** Readers refuse longer names. */
const MAX_NAME = 1023;

/** Writes the fds of each process. */
export function writeFdLists(
  out: BlockWriter,
  lists: readonly { tid: number; entries: readonly FdTableEntry[] }[],
): void {
  for (const { tid, entries } of lists) {
    beginList(out, tid);
    for (const entry of entries) {
      if (out.blockBytes > MAX_LIST_BYTES) {
        out.endBlock();
        beginList(out, tid);
      }
      writeFd(out, entry);
    }
    out.endBlock();
  }
}

function beginList(out: BlockWriter, tid: number): void {
  out.beginBlock(FDS_V2);
  out.i64(tid);
}

function writeFd(out: BlockWriter, fd: FdTableEntry): void {
  const start = out.beginEntry();
  out.i64(fd.fd);
  out.u64(fd.ino);
  out.u8(fd.type);
  writePart(out, fdLayoutOf(fd.type), fd);
  out.endEntry(start, start);
}

function writePart(out: BlockWriter, { part, addressBytes }: FdLayout, fd: FdTableEntry): void {
  switch (part) {
    case 'nothing':
      return;
    case 'connection':
      out.text(fd.sip, addressBytes);
      out.text(fd.dip, addressBytes);
      out.u16(fd.sport);
      out.u16(fd.dport);
      out.u8(fd.l4);
      return;
    case 'server':
      out.text(fd.sip, addressBytes);
      out.u16(fd.sport);
      out.u8(fd.l4);
      return;
    case 'unix':
      out.u64(fd.unixSource);
      out.u64(fd.unixDestination);
      out.string(fd.name, MAX_NAME);
      return;
    case 'file':
      out.u32(fd.openFlags);
      out.string(fd.name, MAX_NAME);
      out.u32(fd.dev);
      return;
    case 'name':
      out.string(fd.name, MAX_NAME);
  }
}
