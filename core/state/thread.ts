import type { BytePiece } from '../bytes/byte-piece.ts';
import { nsBetween } from '../bytes/words.ts';
import type { FdEntry } from './fd-entry.ts';
import { StoredEvent } from './stored-event.ts';

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
  CLONE_NEWUSER: 1048576,
  CHILD_IN_PIDNS: 536870912,
  MAIN_THREAD: 1073741824,
} as const;

/** What a process of a container was started for. */
export const Category = {
  NONE: 0,
  CONTAINER: 1,
  HEALTHCHECK: 2,
  LIVENESS_PROBE: 3,
  READINESS_PROBE: 4,
} as const;

type Cgroups = readonly (readonly [subsystem: string, path: string])[];

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
  /** Arguments, environment and cgroups as they came, each followed by NUL; read them as lists. */
  argsBytes = '';
  envBytes = '';
  cgroupsBytes = '';
  containerId = '';
  cwd = '';
  root = '/';
  flags: number = ThreadFlag.NAME_CHANGED;
  fdLimit = -1;
  uid = 0xffffffff;
  gid = 0xffffffff;
  loginuid = 0;
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
  /** Whether it has left the thread table. */
  gone = false;
  /** A number of `Category`. */
  category: number = Category.NONE;
  /** Whether orphans of its group are handed to it. */
  isReaper = false;
  /** Own table; of a thread that shares its leader's, undefined. */
  fds: Map<number, FdEntry> | undefined = undefined;

  /** Enter-exit pairing. */
  lastType: number = NO_EVENT_TYPE;
  lastFd = 0;
  /** Number of the last enter event. */
  enterNum = 0;
  /** Whether `enter` belongs to the event at hand. */
  enterValid = false;
  /** Copy of the last enter event that its exit needs. `State.enterRecord` reads it. */
  enter: StoredEvent | undefined = undefined;
  /** The entry of `lastFd` as the enter event found it, and the table version it is good for. */
  enterFd: FdEntry | undefined = undefined;
  enterFdVersion = -1;
  /** Time stamps of the last enter event and the last exit since; halves as signed numbers. */
  enterTsLow = 0;
  enterTsHigh = 0;
  exitTsLow = 0;
  exitTsHigh = 0;
  /** Time stamps of the thread's latest event and the one before it; halves as signed numbers. */
  lastTsLow = 0;
  lastTsHigh = 0;
  previousTsLow = 0;
  previousTsHigh = 0;
  /** Which marks its fds have, if it has an fd table; 0 for none. Kept by `Shorthand`. */
  marksPage = 0;
  /** What follows a pid in event lines, `(bash)`; made by the renderer, dropped when comm changes. */
  label: BytePiece | undefined = undefined;
  /** Numbers that fields keep for each thread, by place; made by the first that needs it. */
  slots: number[] | undefined = undefined;

  #args: readonly string[] | undefined = undefined;
  #env: readonly string[] | undefined = undefined;
  #cgroups: Cgroups | undefined = undefined;

  constructor(tid: number) {
    this.tid = tid;
  }

  /** Whether this is the main thread of its process. */
  get isLeader(): boolean {
    return this.tid === this.pid || (this.flags & ThreadFlag.MAIN_THREAD) !== 0;
  }

  /** Whether nothing but its number is known, because its start was not seen. */
  get isPlaceholder(): boolean {
    return this.comm === '<NA>' && this.uid === 0xffffffff;
  }

  /** Between the last enter and the exit after it, 0 before that exit. */
  get latencyNs(): number {
    return nsBetween(this.enterTsLow, this.enterTsHigh, this.exitTsLow, this.exitTsHigh);
  }

  get args(): readonly string[] {
    return (this.#args ??= splitList(this.argsBytes));
  }

  get env(): readonly string[] {
    return (this.#env ??= splitList(this.envBytes.replace(/\0+$/, '\0')));
  }

  get cgroups(): Cgroups {
    return (this.#cgroups ??= splitCgroups(this.cgroupsBytes));
  }

  /** Keeps the enter event that starts at `start` for its exit. */
  keepEnter(view: DataView, start: number): void {
    (this.enter ??= new StoredEvent()).storeAt(view, start);
  }

  setComm(comm: string): void {
    this.comm = comm;
    this.label = undefined;
  }

  setArgs(bytes: string): void {
    this.argsBytes = bytes;
    this.#args = undefined;
  }

  setEnv(bytes: string): void {
    this.envBytes = bytes;
    this.#env = undefined;
  }

  setCgroups(bytes: string): void {
    this.cgroupsBytes = bytes;
    this.#cgroups = undefined;
  }
}

function splitList(bytes: string): string[] {
  const list = bytes.split('\0');
  if (list[list.length - 1] === '') list.pop();
  return list;
}

const SUBSYSTEMS: Readonly<Record<string, string>> = {
  perf: 'perf_event',
  mem: 'memory',
  io: 'blkio',
};

/** `cpu_cgroup=/a` gives cpu and /a; a part without '=' ends the list. */
function splitCgroups(bytes: string): [string, string][] {
  const pairs: [string, string][] = [];
  for (const part of splitList(bytes)) {
    const split = part.lastIndexOf('=');
    if (split < 0) break;
    const subsystem = part.slice(0, split).replace('_cgroup', '');
    pairs.push([SUBSYSTEMS[subsystem] ?? subsystem, part.slice(split + 1)]);
  }
  return pairs;
}
