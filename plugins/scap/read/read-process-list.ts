import { emptyThread } from '@chisel/core/event/empty-entries.ts';
import type { ThreadEntry } from '@chisel/core/event/source.ts';
import type { TableCursor } from './table-cursor.ts';

/** Tails of at most this many bytes begin with the login uid; longer ones with the pid namespace. */
const SHORT_TAIL_BYTES = 29;

/** Reads a process list of any version: an entry for each thread. */
export function readProcessList(cursor: TableCursor, version: number, into: ThreadEntry[]): void {
  while (cursor.nextEntry()) into.push(readThread(cursor, version));
}

/** From version 9 on an entry starts with its length, which counts itself, and may have a tail. */
function readThread(cursor: TableCursor, version: number): ThreadEntry {
  const start = cursor.at;
  const length = version < 9 ? 0 : cursor.u32('process length');
  const end = version < 9 ? 0 : cursor.entryEnd(start, length, 'process');
  const thread = emptyThread();
  readIds(cursor, version, thread);
  readTexts(cursor, version, thread);
  readNumbers(cursor, version, thread);
  if (version >= 3) thread.env = cursor.string('environment');
  if (version >= 4) readNamespaces(cursor, thread);
  if (version >= 5) thread.root = cursor.string('root directory');
  if (version < 9) return thread;
  readTail(cursor, end, thread);
  cursor.finishEntry(end, 'process');
  return thread;
}

function readIds(cursor: TableCursor, version: number, thread: ThreadEntry): void {
  thread.tid = cursor.i64('tid');
  thread.pid = cursor.i64('pid');
  thread.ptid = cursor.i64('parent tid');
  if (version >= 6) thread.sid = cursor.i64('session id');
  if (version >= 8) thread.vpgid = cursor.i64('process group id');
}

function readTexts(cursor: TableCursor, version: number, thread: ThreadEntry): void {
  thread.comm = cursor.string('command name');
  thread.exe = cursor.string('executable');
  if (version >= 7) thread.exepath = cursor.string('path of the executable');
  thread.args = cursor.string('arguments');
  thread.cwd = cursor.string('working directory');
}

function readNumbers(cursor: TableCursor, version: number, thread: ThreadEntry): void {
  thread.fdLimit = cursor.i64('fd limit');
  thread.flags = cursor.u32('thread flags');
  thread.uid = cursor.u32('uid');
  thread.gid = cursor.u32('gid');
  if (version < 2) return;
  thread.vmSizeKb = cursor.u32('memory size');
  thread.vmRssKb = cursor.u32('resident memory');
  thread.vmSwapKb = cursor.u32('swapped memory');
  thread.majorFaults = cursor.i64('major page faults');
  thread.minorFaults = cursor.i64('minor page faults');
}

function readNamespaces(cursor: TableCursor, thread: ThreadEntry): void {
  thread.vtid = cursor.i64('tid in its namespace');
  thread.vpid = cursor.i64('pid in its namespace');
  thread.cgroups = cursor.string('cgroups');
}

type TailField = readonly [bytes: number, read: (cursor: TableCursor, thread: ThreadEntry) => void];

const credentials: readonly TailField[] = [
  [4, (cursor, thread) => (thread.loginuid = cursor.u32('login uid'))],
  [1, (cursor, thread) => (thread.exeWritable = cursor.u8('executable writable') !== 0)],
  [8, (cursor, thread) => (thread.capInheritable = cursor.u64('inheritable capabilities'))],
  [8, (cursor, thread) => (thread.capPermitted = cursor.u64('permitted capabilities'))],
  [8, (cursor, thread) => (thread.capEffective = cursor.u64('effective capabilities'))],
];

const shortTail = credentials;

const longTail: readonly TailField[] = [
  [8, (cursor, thread) => (thread.pidnsInitStartNs = cursor.u64('start of the pid namespace'))],
  [4, (cursor, thread) => (thread.tty = cursor.u32('terminal'))],
  ...credentials,
  [1, (cursor, thread) => (thread.exeUpperLayer = cursor.u8('executable in upper layer') !== 0)],
  [8, (cursor, thread) => (thread.exeIno = cursor.u64('inode of the executable'))],
  [8, (cursor, thread) => (thread.exeCtimeNs = cursor.u64('change time of the executable'))],
  [8, (cursor, thread) => (thread.exeMtimeNs = cursor.u64('modification time of the executable'))],
  [1, (cursor, thread) => (thread.exeFromMemfd = cursor.u8('executable from memfd') !== 0)],
  [1, (cursor, thread) => (thread.exeLowerLayer = cursor.u8('executable in lower layer') !== 0)],
  [8, (cursor, thread) => (thread.pgid = cursor.i64('process group id of the host'))],
];

/** Each field of the tail is there if it fits completely before the entry's end. */
function readTail(cursor: TableCursor, end: number, thread: ThreadEntry): void {
  for (const [bytes, read] of end - cursor.at <= SHORT_TAIL_BYTES ? shortTail : longTail) {
    if (end - cursor.at < bytes) return;
    read(cursor, thread);
  }
}
