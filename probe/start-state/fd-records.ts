import { emptyFd } from '@chisel/core/event/empty-entries.ts';
import type { FdTableEntry } from '@chisel/core/event/source.ts';
import { convertFlags } from '../calls/flag-conversions.ts';

/** Numbers of the fd types in captures. */
const FdType = {
  DIRECTORY: 2,
  IPV4_SOCK: 3,
  IPV6_SOCK: 4,
  IPV4_SERVSOCK: 5,
  IPV6_SERVSOCK: 6,
  FIFO: 7,
  UNIX_SOCK: 8,
  UNSUPPORTED: 10,
  NETLINK: 15,
  FILE_V2: 16,
} as const;

/** What the kernel calls its files that have no path, each with the fd type it is. */
const anonymous: readonly (readonly [prefix: string, type: number])[] = [
  ['anon_inode:[eventfd]', 9],
  ['anon_inode:[signalfd]', 11],
  ['anon_inode:[eventpoll]', 12],
  ['anon_inode:[timerfd]', 14],
  ['anon_inode:inotify', 13],
  ['anon_inode:[userfaultfd]', 18],
  ['anon_inode:[io_uring]', 19],
  ['anon_inode:bpf-', 17],
  ['anon_inode:[pidfd]', 21],
  ['anon_inode:', FdType.UNSUPPORTED],
];

const AF = { UNIX: 1, INET: 2, INET6: 10, NETLINK: 16 } as const;
const S_IFMT = 0o170000;
const S_IFDIR = 0o040000;
const S_IFIFO = 0o010000;
const S_IFSOCK = 0o140000;
/** Numbers of the transport protocols in captures, by those of IP. */
const l4Numbers: ReadonlyMap<number, number> = new Map([
  [6, 2],
  [17, 3],
  [1, 4],
  [58, 4],
  [255, 5],
]);

const HEAD_BYTES = 88;

/** The fds of each process, from what the iterator wrote: a list of fd_record. */
export function readFdRecords(records: Buffer): Map<number, FdTableEntry[]> {
  const byProcess = new Map<number, FdTableEntry[]>();
  for (let at = 0; at + HEAD_BYTES <= records.length;) {
    const bytes = records.readUInt32LE(at);
    const record = records.subarray(at, at + bytes);
    const tgid = record.readUInt32LE(4);
    const list = byProcess.get(tgid);
    if (list) list.push(readRecord(record));
    else byProcess.set(tgid, [readRecord(record)]);
    at += bytes;
  }
  return byProcess;
}

function readRecord(record: Buffer): FdTableEntry {
  const mode = record.readUInt16LE(28);
  const path = record.toString('latin1', HEAD_BYTES, record.length).replace(/\0.*$/s, '');
  const entry: FdTableEntry = {
    ...emptyFd(),
    type: FdType.UNSUPPORTED,
    fd: record.readUInt32LE(8),
    ino: record.readBigUInt64LE(16),
    name: path,
  };
  return (mode & S_IFMT) === S_IFSOCK ? readSocket(record, entry) : readFile(record, mode, entry);
}

function readFile(record: Buffer, mode: number, entry: FdTableEntry): FdTableEntry {
  const kind = mode & S_IFMT;
  if (kind === S_IFIFO) return { ...entry, type: FdType.FIFO };
  if (kind === S_IFDIR) return { ...entry, type: FdType.DIRECTORY };
  const special = anonymous.find(([prefix]) => entry.name.startsWith(prefix));
  if (special) return { ...entry, type: special[1] };
  return {
    ...entry,
    type: FdType.FILE_V2,
    openFlags: convertFlags('file_flags', record.readUInt32LE(12)),
    dev: record.readUInt32LE(24),
  };
}

function readSocket(record: Buffer, entry: FdTableEntry): FdTableEntry {
  const family = record.readUInt16LE(30);
  if (family === AF.UNIX) {
    const unixSource = record.readBigUInt64LE(72);
    const unixDestination = record.readBigUInt64LE(80);
    return { ...entry, type: FdType.UNIX_SOCK, unixSource, unixDestination };
  }
  if (family === AF.NETLINK) return { ...entry, type: FdType.NETLINK };
  if (family !== AF.INET && family !== AF.INET6) return entry;
  const isInet = family === AF.INET;
  const width = isInet ? 4 : 16;
  const dport = record.readUInt16LE(36);
  const types = isInet
    ? [FdType.IPV4_SERVSOCK, FdType.IPV4_SOCK]
    : [FdType.IPV6_SERVSOCK, FdType.IPV6_SOCK];
  return {
    ...entry,
    type: types[dport === 0 ? 0 : 1] as number,
    l4: l4Numbers.get(record.readUInt16LE(32)) ?? 0,
    sip: record.toString('latin1', 40, 40 + width),
    dip: dport === 0 ? '' : record.toString('latin1', 56, 56 + width),
    sport: record.readUInt16LE(34),
    dport,
  };
}
