import { emptyThread } from '@chisel/core/event/empty-entries.ts';
import type { ThreadEntry } from '@chisel/core/event/source.ts';
import { procLink, procNumbers, procText } from './read-proc.ts';

/** What captures have as flags of a thread that is not the first of its process: THREAD and FILES. */
const FLAGS_OF_THREADS = 8192 | 1;
const UNKNOWN_UID = 0xffffffff;
const PAGE_KB = 4;

/** Every thread of the machine, main threads before the others of their process. */
export function readProcesses(): ThreadEntry[] {
  return procNumbers('').flatMap(readProcess);
}

function readProcess(pid: number): ThreadEntry[] {
  const status = statusOf(`${String(pid)}/status`);
  const main = status && mainThread(pid, status);
  if (!main) return [];
  const others = procNumbers(`${String(pid)}/task`).filter((tid) => tid !== pid);
  return [main, ...others.flatMap((tid) => otherThread(main, tid))];
}

/** The other threads have all in common with the first, but their numbers and their name. */
function otherThread(main: ThreadEntry, tid: number): ThreadEntry[] {
  const path = `${String(main.pid)}/task/${String(tid)}/status`;
  const status = statusOf(path);
  if (!status) return [];
  const vtid = last(status.get('NSpid')) ?? tid;
  return [{ ...main, tid, vtid, comm: commOf(path, status), flags: FLAGS_OF_THREADS }];
}

type Status = ReadonlyMap<string, string>;

function statusOf(path: string): Status | undefined {
  const text = procText(path);
  if (text === '') return undefined;
  return new Map(text.split('\n').map((line) => line.split(':\t', 2) as [string, string]));
}

function mainThread(pid: number, status: Status): ThreadEntry {
  const path = String(pid);
  const stat = statFields(procText(`${path}/stat`));
  const [exe = '', ...args] = procText(`${path}/cmdline`).split('\0');
  return {
    ...emptyThread(),
    ...identity(pid, status, stat),
    ...memory(status, stat),
    ...credentials(path, status),
    comm: commOf(`${path}/status`, status),
    exe,
    exepath: procLink(`${path}/exe`),
    args: args.join('\0'),
    env: procText(`${path}/environ`),
    cwd: procLink(`${path}/cwd`),
    root: procLink(`${path}/root`),
    cgroups: cgroupsOf(procText(`${path}/cgroup`)),
    fdLimit: fdLimitOf(procText(`${path}/limits`)),
    tty: stat[4] ?? 0,
    pidnsInitStartNs: 0n,
  };
}

/** The numbers of /proc/PID/stat behind the name: parent, group, session, terminal, …; the state is 0. */
function statFields(text: string): number[] {
  return text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
}

function identity(pid: number, status: Status, stat: readonly number[]) {
  return {
    tid: pid,
    pid,
    ptid: stat[1] ?? 0,
    pgid: stat[2] ?? -1,
    sid: stat[3] ?? -1,
    vpgid: last(status.get('NSpgid')) ?? -1,
    vtid: last(status.get('NSpid')) ?? pid,
    vpid: last(status.get('NStgid')) ?? pid,
  };
}

function memory(status: Status, stat: readonly number[]) {
  const kb = (name: string): number => Number.parseInt(status.get(name) ?? '0', 10);
  return {
    minorFaults: stat[7] ?? 0,
    majorFaults: stat[9] ?? 0,
    vmSizeKb: kb('VmSize'),
    vmRssKb: (stat[21] ?? 0) * PAGE_KB,
    vmSwapKb: kb('VmSwap'),
  };
}

/** The effective ids, as events have them. */
function credentials(path: string, status: Status) {
  const effective = (name: string): number => Number(status.get(name)?.split('\t')[1] ?? 0);
  const capabilities = (name: string): bigint => BigInt(`0x${status.get(name)?.trim() ?? '0'}`);
  const loginuid = procText(`${path}/loginuid`);
  return {
    uid: effective('Uid'),
    gid: effective('Gid'),
    loginuid: loginuid === '' ? UNKNOWN_UID : Number(loginuid),
    capInheritable: capabilities('CapInh'),
    capPermitted: capabilities('CapPrm'),
    capEffective: capabilities('CapEff'),
  };
}

/** The name, whose unusual bytes `status` writes with backslashes. */
function commOf(statusPath: string, status: Status): string {
  const name = status.get('Name') ?? '';
  if (!name.includes('\\')) return name;
  return procText(statusPath.replace(/status$/, 'comm')).replace(/\n$/, '');
}

/** Hierarchies of cgroups that events carry too; without controllers of its own it is that of version 2. */
const HIERARCHIES = ['cpuset', 'cpu', 'cpuacct', 'io', 'memory'];

function cgroupsOf(text: string): string {
  const paths = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, names, path] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    if (names === undefined || path === undefined || names.startsWith('name=')) continue;
    for (const name of names.split(',')) paths.set(name === 'blkio' ? 'io' : name, path);
  }
  const unified = paths.get('');
  return HIERARCHIES.map((name) => [name, paths.get(name) ?? unified])
    .filter(([, path]) => path !== undefined)
    .map(([name, path]) => `${String(name)}=${String(path)}\0`)
    .join('');
}

function fdLimitOf(limits: string): number {
  const [, soft = '0'] = /^Max open files\s+(\S+)/m.exec(limits) ?? [];
  return soft === 'unlimited' ? Number.MAX_SAFE_INTEGER : Number(soft);
}

function last(numbers: string | undefined): number | undefined {
  const number = numbers?.trim().split('\t').at(-1);
  return number === undefined ? undefined : Number(number);
}
