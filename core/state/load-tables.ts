import type { FdTableEntry, StartTables, ThreadEntry } from '../event/source.ts';
import { isMappedIpv4, type PortText } from './address-text.ts';
import { FdEntry, FdFlag, FdType, L4 } from './fd-entry.ts';
import { joinPath } from './paths.ts';
import { loadedName, setServer, setSides, setUnix, swapSides } from './socket-info.ts';
import type { ThreadTable } from './thread-table.ts';
import { Thread, ThreadFlag } from './thread.ts';

/** What loading needs of the state. */
export interface LoadTarget {
  readonly threads: ThreadTable;
  /** Ports that somebody listened on; they tell which side of a connection is the server. */
  readonly serverPorts: Set<number>;
  readonly portText: PortText;
  readonly withFds: boolean;
  /** Whether only what the reference knows is loaded, and in its way. */
  readonly classic: boolean;
  resolveContainer(thread: Thread): void;
}

/** Builds the threads and fd tables that were there before the first event. */
export function loadThreads(tables: StartTables, target: LoadTarget): void {
  for (const entry of tables.threads) {
    const thread = loadThread(entry);
    if (target.classic) readAsReference(entry, thread);
    target.resolveContainer(thread);
    if (!target.threads.insert(thread)) break;
  }
  if (target.withFds) loadFds(tables, target);
  target.threads.countAll();
}

function loadThread(from: ThreadEntry): Thread {
  const thread = new Thread(from.tid);
  thread.pid = from.pid;
  thread.ptid = from.ptid;
  thread.sid = from.sid;
  thread.vpgid = from.vpgid;
  thread.pgid = from.pgid;
  thread.vtid = from.vtid;
  thread.vpid = from.vpid;
  thread.setComm(from.comm);
  thread.exe = from.exe;
  thread.exepath = from.exepath;
  thread.setArgs(from.args);
  if (from.tid === from.pid) {
    thread.setEnv(from.env);
    thread.cwd = withSlash(joinPath('', from.cwd, from.cwd.length));
  }
  thread.flags |= from.flags | ThreadFlag.ACTIVE;
  thread.fdLimit = from.fdLimit;
  thread.uid = from.uid;
  thread.gid = from.gid;
  thread.loginuid = from.loginuid;
  thread.tty = from.tty;
  thread.root = from.root;
  thread.setCgroups(from.cgroups);
  loadCounters(from, thread);
  loadExe(from, thread);
  return thread;
}

function loadCounters(from: ThreadEntry, thread: Thread): void {
  thread.vmSizeKb = from.vmSizeKb;
  thread.vmRssKb = from.vmRssKb;
  thread.vmSwapKb = from.vmSwapKb;
  thread.majorFaults = from.majorFaults;
  thread.minorFaults = from.minorFaults;
}

function loadExe(from: ThreadEntry, thread: Thread): void {
  thread.exeWritable = from.exeWritable;
  thread.exeUpperLayer = from.exeUpperLayer;
  thread.exeLowerLayer = from.exeLowerLayer;
  thread.exeFromMemfd = from.exeFromMemfd;
  thread.exeIno = from.exeIno;
  thread.exeCtimeNs = from.exeCtimeNs;
  thread.exeMtimeNs = from.exeMtimeNs;
  thread.capInheritable = from.capInheritable;
  thread.capPermitted = from.capPermitted;
  thread.capEffective = from.capEffective;
  thread.pidnsInitStartNs = from.pidnsInitStartNs ?? 0n;
}

/**
 * Where newer captures have the start of the pid namespace, the reference expects the login uid, one
 * byte that tells whether the executable is writable, and nothing after that.
 */
function readAsReference({ pidnsInitStartNs: start }: ThreadEntry, thread: Thread): void {
  thread.tty = 0;
  if (start === undefined) return;
  thread.loginuid = Number(start & 0xffffffffn);
  thread.exeWritable = ((start >> 32n) & 0xffn) !== 0n;
}

/** Directories are kept with a slash at the end. */
export function withSlash(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}

/** Whose side is the server's is only known when all listening ports are. */
function loadFds({ fds }: StartTables, target: LoadTarget): void {
  for (const { tid, entries } of fds) {
    const thread = target.threads.find(tid);
    if (thread === undefined) continue;
    for (const from of entries) {
      const entry = loadFd(from, target);
      if (entry !== undefined) target.threads.addFd(thread, from.fd, entry);
    }
    thread.lastFd = 0;
  }
  for (const thread of target.threads.byTid.values()) {
    if (thread.fds === undefined) continue;
    for (const entry of thread.fds.values()) {
      if (entry.type === FdType.IPV4_SOCK) orient(entry, target);
    }
  }
}

function orient(entry: FdEntry, target: LoadTarget): void {
  if (!target.serverPorts.has(entry.sport)) {
    entry.mark(FdFlag.ROLE_CLIENT);
    return;
  }
  swapSides(entry);
  entry.rename(loadedName(entry, target.portText));
  entry.mark(FdFlag.ROLE_SERVER);
}

function loadFd(from: FdTableEntry, target: LoadTarget): FdEntry | undefined {
  const entry = new FdEntry(from.type, from.name);
  entry.flags = FdFlag.FROM_TABLES;
  entry.ino = smallInteger(from.ino);
  switch (from.type) {
    case FdType.IPV4_SOCK:
    case FdType.IPV6_SOCK:
      loadConnection(from, entry, target.portText);
      return entry;
    case FdType.IPV4_SERVSOCK:
    case FdType.IPV6_SERVSOCK:
      target.serverPorts.add(from.sport);
      setServer(entry, from.type, Buffer.from(from.sip, 'latin1'), 0, from.sport, from.l4);
      entry.name = loadedName(entry, target.portText);
      return entry;
    case FdType.UNIX_SOCK:
      loadUnix(from, entry);
      return entry;
    case FdType.FILE_V2:
      entry.openFlags = from.openFlags;
      entry.dev = from.dev;
      return entry;
    default:
      return loadOther(entry, target);
  }
}

const KNOWN_OTHERS = new Set<number>([
  FdType.FIFO,
  FdType.FILE,
  FdType.DIRECTORY,
  FdType.UNSUPPORTED,
  FdType.SIGNALFD,
  FdType.EVENTPOLL,
  FdType.EVENT,
  FdType.INOTIFY,
  FdType.TIMERFD,
  FdType.NETLINK,
]);

function loadOther(entry: FdEntry, target: LoadTarget): FdEntry | undefined {
  return target.classic && !KNOWN_OTHERS.has(entry.type) ? undefined : entry;
}

function loadConnection(from: FdTableEntry, entry: FdEntry, portText: PortText): void {
  const mapped = from.type === FdType.IPV6_SOCK && isMapped(from.sip) && isMapped(from.dip);
  if (mapped) entry.type = FdType.IPV4_SOCK;
  setSides(entry, {
    sip: mapped ? from.sip.slice(12) : from.sip,
    dip: mapped ? from.dip.slice(12) : from.dip,
    sport: from.sport,
    dport: from.dport,
    l4: from.l4,
  });
  if (from.l4 === L4.TCP) entry.flags |= FdFlag.SOCKET_CONNECTED;
  entry.name = loadedName(entry, portText);
}

function isMapped(address: string): boolean {
  return address.length === 16 && isMappedIpv4(Buffer.from(address, 'latin1'), 0);
}

function loadUnix(from: FdTableEntry, entry: FdEntry): void {
  ends[0] = from.unixSource;
  ends[1] = from.unixDestination;
  setUnix(entry, endsBytes, 0, endsBytes.length);
  entry.flags |= entry.name === '' ? FdFlag.ROLE_CLIENT : FdFlag.ROLE_SERVER;
}

/** Both kernel addresses of a socket on their way into its bytes. */
const ends = new BigUint64Array(2);
const endsBytes = new Uint8Array(ends.buffer);

function smallInteger(value: bigint): number | bigint {
  return value <= 9007199254740992n ? Number(value) : value;
}
