import type { EventBlock } from './event-block.ts';

/**
 * Where events come from: a capture file, several of them, or the probe.
 * Errors are thrown by `next` after everything before the damage was delivered.
 */
export interface Source {
  /** What to call it in messages: a file name, `-`, `live`. */
  readonly name: string;
  readonly live: boolean;
  /**
   * Says what the run wants, before the first `next` and whenever it changes. A source that can leaves
   * the rest out; one without it delivers everything.
   */
  demand?(demand: Demand): void;
  /** The next piece, undefined at the end. A block is only valid until the next call. */
  next(): Promise<SourceItem | undefined>;
  /** The run ends: it has taken so many events of the piece at hand and asks for no other. */
  leave?(count: number): void;
  /** How much has been read, from 0 to 100; undefined when it can't be known. */
  progress(): number | undefined;
  /**
   * Which of these threads the machine no longer has, though all that it told of them has been read. Asked
   * between blocks; seldom answered, because it takes time. Only live sources know.
   */
  ended?<T extends RunningThread>(threads: Iterable<T>): readonly T[];
  close(): Promise<void>;
}

export interface RunningThread {
  readonly tid: number;
  /** It has been seen to end. */
  readonly gone: boolean;
}

/** What is wanted of the events of a type. */
export const Wanted = {
  NOTHING: 0,
  /** Those of the processes that match. */
  MATCHING: 1,
  /** All of them: they change what is known of processes and files. */
  ALL: 2,
} as const;

export interface Demand {
  /** By event id, one of `Wanted`. Events of other ids are not wanted. */
  readonly types: Uint8Array;
  /** Which processes match: by pid, or by one of these names, byte strings; without either, all. */
  readonly pids?: readonly number[] | undefined;
  readonly comms?: readonly string[] | undefined;
  /**
   * Whether the enter events of the processes that match must come when calls begin; others may always
   * come together with the exits.
   */
  readonly entersInTime: boolean;
  /** Whether anybody looks at the bytes that were read and written. */
  readonly payloads: boolean;
  /** Whether it must be told each second how long threads have run. */
  readonly cpuUse?: boolean;
}

export type SourceItem = SectionStart | EventBlock;

/** A capture begins: everything known from before is void. Several may follow each other. */
export interface SectionStart {
  readonly kind: 'section';
  /** True for the first section of a file: event numbers and limits start anew there. */
  readonly startsFile: boolean;
  readonly tables: StartTables;
}

/** The tables at the head of a capture: what was known before its first event. */
export interface StartTables {
  machine: MachineInfo | undefined;
  interfaces: InterfaceEntry[];
  users: UserEntry[];
  groups: GroupEntry[];
  threads: ThreadEntry[];
  /** The fds of each thread group, in the order of the file. */
  fds: { tid: number; entries: FdTableEntry[] }[];
}

export interface MachineInfo {
  cpuCount: number;
  memorySizeBytes: number;
  maxPid: number;
  /** A byte string. */
  hostname: string;
  bootTimeNs: bigint;
}

/** Addresses are byte strings of 4 or 16 characters, in network order. */
export interface InterfaceEntry {
  name: string;
  address: string;
  netmask: string;
  broadcast: string;
  linkSpeed: number;
}

export interface UserEntry {
  uid: number;
  gid: number;
  name: string;
  home: string;
  shell: string;
}

export interface GroupEntry {
  gid: number;
  name: string;
}

/** A row of the process list. Texts are byte strings; absent numbers have the format's default. */
export interface ThreadEntry {
  tid: number;
  pid: number;
  ptid: number;
  sid: number;
  vpgid: number;
  comm: string;
  exe: string;
  exepath: string;
  /** Each argument is followed by NUL; env and cgroups alike. */
  args: string;
  cwd: string;
  fdLimit: number;
  flags: number;
  uid: number;
  gid: number;
  vmSizeKb: number;
  vmRssKb: number;
  vmSwapKb: number;
  majorFaults: number;
  minorFaults: number;
  env: string;
  vtid: number;
  vpid: number;
  cgroups: string;
  root: string;
  loginuid: number;
  tty: number;
  exeWritable: boolean;
  capInheritable: bigint;
  capPermitted: bigint;
  capEffective: bigint;
  /** Undefined when the entry is of a version that has no such field. */
  pidnsInitStartNs: bigint | undefined;
  exeUpperLayer: boolean;
  exeLowerLayer: boolean;
  exeFromMemfd: boolean;
  exeIno: bigint;
  exeCtimeNs: bigint;
  exeMtimeNs: bigint;
  pgid: number;
}

/** A row of an fd list. Which of the optional parts are there follows from `type`. */
export interface FdTableEntry {
  fd: number;
  ino: bigint;
  /** A number of the fd types (see constants.json). */
  type: number;
  name: string;
  openFlags: number;
  dev: number;
  l4: number;
  /** Byte strings of 4 or 16 characters; servers have only the source side. Empty when absent. */
  sip: string;
  dip: string;
  sport: number;
  dport: number;
  /** Kernel addresses of the two ends of a unix socket. */
  unixSource: bigint;
  unixDestination: bigint;
}
