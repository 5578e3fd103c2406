import type { ThreadEntry } from '@chisel/core/event/source.ts';
import type { BlockWriter } from './block-writer.ts';

const PROCESSES_V9 = 0x215;
/** A list that grows beyond this goes on in another block. */
const MAX_LIST_BYTES = 16 << 20;
/** Readers refuse longer texts: paths and names, lists of arguments and the like. */
const MAX_PATH = 1024;
const MAX_LIST = 4096;

/** Writes the process list. */
export function writeProcessLists(out: BlockWriter, threads: readonly ThreadEntry[]): void {
  out.beginBlock(PROCESSES_V9);
  for (const thread of threads) {
    if (out.blockBytes > MAX_LIST_BYTES) {
      out.endBlock();
      out.beginBlock(PROCESSES_V9);
    }
    const start = out.beginEntry();
    writeThread(out, thread);
    out.endEntry(start, start);
  }
  out.endBlock();
}

function writeThread(out: BlockWriter, thread: ThreadEntry): void {
  for (const id of [thread.tid, thread.pid, thread.ptid, thread.sid, thread.vpgid]) out.i64(id);
  out.string(thread.comm, MAX_PATH);
  out.string(thread.exe, MAX_PATH);
  out.string(thread.exepath, MAX_PATH);
  out.string(thread.args, MAX_LIST);
  out.string(thread.cwd, MAX_PATH);
  out.i64(thread.fdLimit);
  for (const number of [thread.flags, thread.uid, thread.gid]) out.u32(number);
  for (const size of [thread.vmSizeKb, thread.vmRssKb, thread.vmSwapKb]) out.u32(size);
  out.i64(thread.majorFaults);
  out.i64(thread.minorFaults);
  out.string(thread.env, MAX_LIST);
  out.i64(thread.vtid);
  out.i64(thread.vpid);
  out.string(thread.cgroups, MAX_LIST);
  out.string(thread.root, MAX_PATH);
  writeTail(out, thread);
}

/** Which of the two forms a tail has, its length tells: only the longer begins with the pid namespace. */
function writeTail(out: BlockWriter, thread: ThreadEntry): void {
  const { pidnsInitStartNs } = thread;
  if (pidnsInitStartNs === undefined) {
    writeCredentials(out, thread);
    return;
  }
  out.u64(pidnsInitStartNs);
  out.u32(thread.tty);
  writeCredentials(out, thread);
  out.u8(Number(thread.exeUpperLayer));
  out.u64(thread.exeIno);
  out.u64(thread.exeCtimeNs);
  out.u64(thread.exeMtimeNs);
  out.u8(Number(thread.exeFromMemfd));
  out.u8(Number(thread.exeLowerLayer));
  out.i64(thread.pgid);
}

function writeCredentials(out: BlockWriter, thread: ThreadEntry): void {
  out.u32(thread.loginuid);
  out.u8(Number(thread.exeWritable));
  out.u64(thread.capInheritable);
  out.u64(thread.capPermitted);
  out.u64(thread.capEffective);
}
