import type { BytePiece } from '../bytes/byte-piece.ts';
import type { Integer } from '../bytes/words.ts';

/** Numbers of the fd types, as in capture files. */
export const FdType = {
  UNKNOWN: 0,
  FILE: 1,
  DIRECTORY: 2,
  IPV4_SOCK: 3,
  IPV6_SOCK: 4,
  IPV4_SERVSOCK: 5,
  IPV6_SERVSOCK: 6,
  FIFO: 7,
  UNIX_SOCK: 8,
  EVENT: 9,
  UNSUPPORTED: 10,
  SIGNALFD: 11,
  EVENTPOLL: 12,
  INOTIFY: 13,
  TIMERFD: 14,
  NETLINK: 15,
  FILE_V2: 16,
  BPF: 17,
  USERFAULTFD: 18,
  IO_URING: 19,
  MEMFD: 20,
  PIDFD: 21,
} as const;

/** Bits of `FdEntry.flags`. */
export const FdFlag = {
  CLOSE_IN_PROGRESS: 1,
  /** The number was given out again between the enter and the exit of its close. */
  CLOSE_CANCELED: 2,
  ROLE_CLIENT: 4,
  ROLE_SERVER: 8,
  SOCKET_CONNECTED: 16,
  CLONED: 32,
  OVERLAY_UPPER: 64,
  OVERLAY_LOWER: 128,
  /** Known from the start tables. */
  FROM_TABLES: 256,
} as const;

const ANY_ROLE = FdFlag.ROLE_CLIENT | FdFlag.ROLE_SERVER;

/** Transport protocols of sockets, as in capture files. */
export const L4 = { UNKNOWN: 0, NA: 1, TCP: 2, UDP: 3, ICMP: 4, RAW: 5 } as const;

/**
 * A row of an fd table. Whoever changes what is printed of it calls `touch`.
 * Texts and addresses are byte strings (addresses 4 or 16 characters, network order).
 */
export class FdEntry {
  type: number;
  name = '';
  /** The name before the event at hand, to tell when an event changed it. */
  oldName = '';
  flags = 0;
  openFlags = 0;
  dev = 0;
  mountId = 0;
  ino: Integer = 0;
  l4: number = L4.UNKNOWN;
  /** Source side of a connection, or the address of a listening socket. */
  sip = '';
  sport = 0;
  dip = '';
  dport = 0;
  unixSource: Integer = 0;
  unixDestination: Integer = 0;
  /** What the addresses were read from (see socket-info.ts); only sockets have it. */
  socket: Uint8Array | undefined = undefined;
  /** Counts changes of what is printed; caches made from this entry are valid for one version. */
  version = 0;
  /** What follows the number in event lines, `(<f>/etc/hosts)`; made by the renderer. */
  label: BytePiece | undefined = undefined;

  constructor(type: number, name = '') {
    this.type = type;
    this.name = name;
  }

  get isServer(): boolean {
    return (this.flags & FdFlag.ROLE_SERVER) !== 0;
  }

  get isClient(): boolean {
    return (this.flags & FdFlag.ROLE_CLIENT) !== 0;
  }

  get hasRole(): boolean {
    return (this.flags & ANY_ROLE) !== 0;
  }

  /** The protocol as fields and lines show it: of a connection only once it has a role, or is raw. */
  get shownL4(): number {
    if (this.type === FdType.IPV4_SERVSOCK || this.type === FdType.IPV6_SERVSOCK) return this.l4;
    if (this.type !== FdType.IPV4_SOCK && this.type !== FdType.IPV6_SOCK) return L4.NA;
    return this.l4 === L4.RAW || this.hasRole ? this.l4 : L4.NA;
  }

  rename(name: string): void {
    this.name = name;
    this.touch();
  }

  /** Adds flags that are printed: roles. */
  mark(flags: number): void {
    this.flags |= flags;
    this.touch();
  }

  touch(): void {
    this.version++;
    this.label = undefined;
  }

  copy(): FdEntry {
    const copy = new FdEntry(this.type, this.name);
    copy.oldName = this.oldName;
    copy.flags = this.flags;
    copy.openFlags = this.openFlags;
    copy.dev = this.dev;
    copy.mountId = this.mountId;
    copy.ino = this.ino;
    copy.label = this.label;
    if (this.socket !== undefined) {
      copy.socket = this.socket.slice();
      copy.l4 = this.l4;
      copy.sip = this.sip;
      copy.sport = this.sport;
      copy.dip = this.dip;
      copy.dport = this.dport;
      copy.unixSource = this.unixSource;
      copy.unixDestination = this.unixDestination;
    }
    return copy;
  }
}
