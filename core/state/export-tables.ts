import type { FdTableEntry, StartTables, ThreadEntry } from '../event/source.ts';
import type { FdEntry } from './fd-entry.ts';
import { FdType } from './fd-entry.ts';
import type { State } from './state.ts';
import type { Thread } from './thread.ts';

/**
 * The tables of a capture that begins with the next event: loading them gives the state as it is now.
 * The state must have been kept with every need.
 */
export function exportTables(state: State): StartTables {
  state.settle();
  const threads = [...state.threads.values()];
  return {
    machine: state.machine,
    interfaces: [...state.interfaces],
    users: [...state.users.values()],
    groups: [...state.groups.values()],
    threads: threads.map((thread) => threadEntry(thread, state)),
    fds: exportFds(threads),
  };
}

function threadEntry(thread: Thread, state: State): ThreadEntry {
  const { tid, pid, ptid, sid, vpgid, pgid, vtid, vpid, comm, exe, exepath, root, flags } = thread;
  return {
    tid,
    pid,
    ptid,
    sid,
    vpgid,
    pgid,
    vtid,
    vpid,
    comm,
    exe,
    exepath,
    root,
    flags,
    args: thread.argsBytes,
    cwd: state.cwdOf(thread),
    env: thread.envBytes,
    cgroups: thread.cgroupsBytes,
    ...numbersOf(thread),
    // Classic readers take the start of the namespace for what they expect in its place.
    pidnsInitStartNs: state.table.edition === 'newest' ? thread.pidnsInitStartNs : undefined,
  };
}

function numbersOf(thread: Thread) {
  const { fdLimit, uid, gid, loginuid, tty } = thread;
  const { vmSizeKb, vmRssKb, vmSwapKb, majorFaults, minorFaults } = thread;
  const { exeWritable, exeUpperLayer, exeLowerLayer, exeFromMemfd } = thread;
  const { capInheritable, capPermitted, capEffective, exeIno, exeCtimeNs, exeMtimeNs } = thread;
  return {
    fdLimit,
    uid,
    gid,
    loginuid,
    tty,
    vmSizeKb,
    vmRssKb,
    vmSwapKb,
    majorFaults,
    minorFaults,
    exeWritable,
    exeUpperLayer,
    exeLowerLayer,
    exeFromMemfd,
    capInheritable,
    capPermitted,
    capEffective,
    exeIno,
    exeCtimeNs,
    exeMtimeNs,
  };
}

function exportFds(threads: readonly Thread[]): StartTables['fds'] {
  const ports = serverPorts(threads);
  return threads
    .filter(({ fds }) => fds !== undefined && fds.size > 0)
    .map(({ tid, fds = new Map<number, FdEntry>() }) => ({
      tid,
      entries: [...fds]
        .filter(([fd]) => Number.isSafeInteger(fd))
        .map(([fd, entry]) => fdEntry(fd, entry, ports)),
    }));
}

/** The ports by which a reader of the tables tells which side of a connection is the server's. */
function serverPorts(threads: readonly Thread[]): ReadonlySet<number> {
  const ports = new Set<number>();
  for (const { fds } of threads) {
    for (const { type, sport } of fds?.values() ?? []) {
      if (type === FdType.IPV4_SERVSOCK || type === FdType.IPV6_SERVSOCK) ports.add(sport);
    }
  }
  return ports;
}

function fdEntry(fd: number, entry: FdEntry, ports: ReadonlySet<number>): FdTableEntry {
  const { type, name, openFlags, dev, l4, sip, dip, sport, dport } = entry;
  const base = {
    fd,
    type,
    name,
    openFlags,
    dev,
    l4,
    ino: BigInt(entry.ino),
    unixSource: BigInt(entry.unixSource),
    unixDestination: BigInt(entry.unixDestination),
  };
  // A reader exchanges the sides when the source is a port that somebody listens on.
  const swapped = type === FdType.IPV4_SOCK && entry.isServer && ports.has(dport);
  return swapped
    ? { ...base, sip: dip, sport: dport, dip: sip, dport: sport }
    : { ...base, sip, sport, dip, dport };
}
