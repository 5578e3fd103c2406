import type { BytePiece } from '../bytes/byte-piece.ts';
import type { FdEntry } from './fd-entry.ts';

/** Bits of `Thread.flags`; the lower ones are the kernel's clone flags. */
export const ThreadFlag = {
  CLONE_FILES: 1,
  CLONE_PARENT: 256,
  CLONE_NEWPID: 64,
  CLONE_THREAD: 8192,
  CLONE_VM: 32768,
  CLONE_INVERTED: 65536,
  NAME_CHANGED: 131072,
  CLOSED: 262144,
  ACTIVE: 524288,
  PIPE_SRC: 2097152,
  PIPE_DST: 4194304,
} as const;

/** `lastType` when the previous event can't be the enter event of the next exit. */
export const NO_EVENT_TYPE = 0xffff;

/**
 * One thread. What processes share (fd table, cwd, environment) lives on the group leader: `State`
 * finds it. Texts are byte strings; unknown numbers are -1 where the reference has all ones.
 */
export class Thread {
  tid: number;
  pid = -1;
  ptid = -1;
  sid = -1;
  vtid = -1;
  vpid = -1;
  vpgid = -1;
  pgid = -1;
  comm = '';
  exe = '';
  exepath = '';
  args: readonly string[] = [];
  env: readonly string[] = [];
  cgroups: readonly (readonly [subsystem: string, path: string])[] = [];
  containerId = '';
  cwd = '';
  root = '/';
  flags = 0;
  fdLimit = -1;
  uid = 0xffffffff;
  gid = 0xffffffff;
  loginuid = 0xffffffff;
  tty = 0;
  vmSizeKb = 0;
  vmRssKb = 0;
  vmSwapKb = 0;
  majorFaults = 0;
  minorFaults = 0;
  exeWritable = false;
  exeUpperLayer = false;
  exeLowerLayer = false;
  exeFromMemfd = false;
  capInheritable = 0n;
  capPermitted = 0n;
  capEffective = 0n;
  exeIno = 0n;
  exeCtimeNs = 0n;
  exeMtimeNs = 0n;
  pidnsInitStartNs = 0n;
  /** When its clone or first exec was seen, as halves of ns since the epoch; 0, 0 when it was not. */
  cloneTsLow = 0;
  cloneTsHigh = 0;
  lastExecTsLow = 0;
  lastExecTsHigh = 0;
  /** How many threads the group leader still waits for before it may go. */
  childCount = 0;
  leader: Thread | undefined = undefined;
  /** Own table; of a thread that shares its leader's, undefined. */
  fds: Map<number, FdEntry> | undefined = undefined;

  /** Enter-exit pairing. */
  lastType: number = NO_EVENT_TYPE;
  lastFd = -1;
  /** Whether `enter` belongs to the event at hand. */
  enterValid = false;
  /** Copy of the last stored enter event, from its header on; undefined when there is none. */
  enter: Uint8Array | undefined = undefined;
  enterLength = 0;
  enterLayout = 0;
  enterTsLow = 0;
  enterTsHigh = 0;
  /** Between the last enter and its exit, in ns. */
  latencyNs = 0;
  /** Time stamps of the thread's latest event and the one before it. */
  lastTsLow = 0;
  lastTsHigh = 0;
  previousTsLow = 0;
  previousTsHigh = 0;
  /** What follows a pid in event lines, `(bash)`; made by the renderer, dropped when comm changes. */
  label: BytePiece | undefined = undefined;

  constructor(tid: number) {
    this.tid = tid;
  }

  /** Whether this is the main thread of its process. */
  get isLeader(): boolean {
    return this.tid === this.pid;
  }

  setComm(comm: string): void {
    this.comm = comm;
    this.label = undefined;
  }
}
