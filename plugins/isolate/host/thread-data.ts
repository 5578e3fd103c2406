import { formatAddress } from '@chisel/core/batch/format-address.ts';
import type { Edition } from '@chisel/core/event/event-table.ts';
import { fdTypeText } from '@chisel/core/field/rows/fd-fields.ts';
import { printable } from '@chisel/core/field/rows/fd-lookup.ts';
import { FdType, L4, type FdEntry } from '@chisel/core/state/fd-entry.ts';
import type { State } from '@chisel/core/state/state.ts';
import type { Thread } from '@chisel/core/state/thread.ts';
import { hashOrder } from './hash-order.ts';
import type { HostData } from './host-data.ts';
import { luaKeyOrder } from './lua-key-order.ts';

export interface ThreadDataOptions {
  readonly withFds: boolean;
  /** Only the ids, and of sockets the addresses. */
  readonly isBarebone: boolean;
  /** Which fds are shown; a thread without one is left out. Absent: all, of all threads. */
  readonly accepts?: (thread: Thread, fd: number, entry: FdEntry) => boolean;
}

const NO_USER = 0xffffffff;

/** The thread table as scripts see it, keyed by tid. */
export function threadData(state: State, options: ThreadDataOptions): HostData {
  const entries = new Map<number, HostData>();
  const threads = new Map(state.threads.values().map((thread) => [thread.tid, thread]));
  for (const tid of hashOrder(threads.keys())) {
    const thread = threads.get(tid) as Thread;
    const fds = fdsOf(state, thread);
    const { accepts } = options;
    const shown = accepts ? fds.filter(([fd, entry]) => accepts(thread, fd, entry)) : fds;
    if (accepts !== undefined && shown.length === 0) continue;
    entries.set(u32(tid), oneThread(state, thread, shown, options));
  }
  return inTableOrder(entries);
}

/** As LuaJIT walks a table that was filled in this order. */
function inTableOrder(entries: ReadonlyMap<number, HostData>): HostData {
  return { pairs: luaKeyOrder(entries.keys()).map((key) => [key, entries.get(key)]) };
}

function oneThread(
  state: State,
  thread: Thread,
  fds: readonly (readonly [number, FdEntry])[],
  { withFds, isBarebone }: ThreadDataOptions,
): HostData {
  const { edition } = state.table;
  const shown = withFds ? fds : [];
  return {
    tid: u32(thread.tid),
    pid: u32(thread.pid),
    ...(isBarebone ? {} : details(state, thread)),
    fdtable: fdData(shown, isBarebone, edition),
  };
}

function details(state: State, thread: Thread): Record<string, HostData> {
  const cloneNs = (BigInt(thread.cloneTsHigh >>> 0) << 32n) | BigInt(thread.cloneTsLow >>> 0);
  return {
    ptid: u32(thread.ptid),
    comm: thread.comm,
    exe: thread.exe,
    flags: u32(thread.flags),
    fdlimit: u32(thread.fdLimit),
    uid: u32(thread.uid),
    gid: u32(thread.gid),
    nchilds: u32(thread.childCount),
    vmsize_kb: u32(thread.vmSizeKb),
    vmrss_kb: u32(thread.vmRssKb),
    vmswap_kb: u32(thread.vmSwapKb),
    pfmajor: u32(thread.majorFaults),
    pfminor: u32(thread.minorFaults),
    clone_ts: String(cloneNs),
    username: userName(state, u32(thread.uid)),
    args: thread.args,
    env: state.leaderOf(thread).env,
  };
}

function userName(state: State, uid: number): string {
  return (uid === NO_USER ? undefined : state.users.get(uid)?.name) ?? '<NA>';
}

function fdsOf(state: State, thread: Thread): [number, FdEntry][] {
  const table = state.fdTableOf(thread) ?? new Map<number, FdEntry>();
  return hashOrder(table.keys()).map((fd) => [fd, table.get(fd) as FdEntry]);
}

function fdData(
  fds: readonly (readonly [number, FdEntry])[],
  isBarebone: boolean,
  edition: Edition,
): HostData {
  const entries = fds.map(([fd, entry]): [number, HostData] => [
    u32(fd),
    oneFd(entry, isBarebone, edition),
  ]);
  return inTableOrder(new Map(entries));
}

const l4Names: Readonly<Record<number, string>> = {
  [L4.TCP]: 'tcp',
  [L4.UDP]: 'udp',
  [L4.ICMP]: 'icmp',
  [L4.RAW]: 'raw',
};

function oneFd(entry: FdEntry, isBarebone: boolean, edition: Edition): HostData {
  const about = { name: printable(entry.name), type: fdTypeText(entry.type, edition) };
  return { ...(isBarebone ? {} : about), ...socketData(entry) };
}

function socketData(entry: FdEntry): Record<string, HostData> {
  const { type } = entry;
  const l4proto = l4Names[entry.shownL4] ?? '<NA>';
  if (type === FdType.IPV4_SERVSOCK || type === FdType.IPV6_SERVSOCK) {
    return { sip: formatAddress(entry.sip), sport: entry.sport, is_server: true, l4proto };
  }
  if (type !== FdType.IPV4_SOCK && type !== FdType.IPV6_SOCK) return {};
  return {
    cip: formatAddress(entry.sip),
    sip: formatAddress(entry.dip),
    cport: entry.sport,
    sport: entry.dport,
    is_server: entry.isServer,
    l4proto,
  };
}

function u32(value: number): number {
  return value >>> 0;
}
