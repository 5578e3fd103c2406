import type { EventRecord } from '../../event/event-record.ts';
import type { EventType } from '../../event/event-table.ts';
import type { Event } from '../event.ts';
import { Need } from '../needs.ts';
import { joinPath } from '../paths.ts';
import type { State } from '../state.ts';
import { ThreadFlag, type Thread } from '../thread.ts';
import { ABSENT, paramOf, type Handler, type HandlerRow } from './handler.ts';
import { directoryOf } from './open.ts';
import { processPlaces, readMemory, readNames } from './process-params.ts';

/** Flags that outlive an execve. */
const KEPT_FLAGS =
  ThreadFlag.PIPE_SRC | ThreadFlag.PIPE_DST | ThreadFlag.MAIN_THREAD | ThreadFlag.CLONE_INVERTED;

function createExecve(type: EventType): Handler {
  const at = processPlaces(type);
  const readDetails = createDetails(type);
  return (event, state) => {
    const { thread } = event;
    if (thread === undefined || event.i64(0) < 0) return;
    readNames(event, at, thread);
    state.threads.setPid(thread, event.i64(at.pid));
    if (thread.ptid === -1) thread.ptid = event.i64(at.ptid);
    thread.fdLimit = event.i64(at.fdLimit);
    readMemory(event, at, thread);
    if (at.env !== ABSENT) thread.setEnv(event.byteString(at.env));
    if (at.cgroups !== ABSENT) {
      thread.setCgroups(event.byteString(at.cgroups));
      state.resolveContainer(thread);
    }
    readDetails(event, thread);
    const path = exePath(event, state, thread);
    if (path !== undefined) thread.exepath = path;
    // From here on the thread has an fd table of its own.
    state.threads.ownFds(thread);
    thread.flags = ThreadFlag.ACTIVE | ThreadFlag.NAME_CHANGED | (thread.flags & KEPT_FLAGS);
    thread.lastExecTsLow = event.tsLow;
    thread.lastExecTsHigh = event.tsHigh;
  };
}

const EXE_WRITABLE = 1;
const EXE_UPPER_LAYER = 2;
const EXE_FROM_MEMFD = 4;
const EXE_LOWER_LAYER = 8;

/** The params that later versions added, one by one. */
function createDetails(type: EventType): (event: Event, thread: Thread) => void {
  const tty = paramOf(type, 'tty');
  const pgid = paramOf(type, 'pgid');
  const vpgid = paramOf(type, 'vpgid');
  const loginuid = paramOf(type, 'loginuid');
  const flags = paramOf(type, 'flags');
  const caps = paramOf(type, 'cap_inheritable');
  const inode = paramOf(type, 'exe_ino');
  const uid = paramOf(type, 'uid');
  const gid = paramOf(type, 'gid');
  // The first table that had it called the group id in the namespace pgid.
  const group = vpgid === ABSENT ? pgid : vpgid;
  return (event, thread) => {
    if (tty !== ABSENT) thread.tty = event.i32(tty);
    if (group !== ABSENT) thread.vpgid = event.i64(group);
    if (event.length(loginuid) >= 0) thread.loginuid = event.u32(loginuid);
    if (event.length(flags) >= 0) readExeFlags(thread, event.u32(flags));
    if (event.length(caps) >= 0) readCapabilities(event, caps, thread);
    if (event.length(inode) >= 0) readInode(event, inode, thread);
    if (event.length(uid) >= 0) thread.uid = event.u32(uid);
    if (group !== pgid && event.length(pgid) >= 0) thread.pgid = event.i64(pgid);
    if (event.length(gid) >= 0) thread.gid = event.u32(gid);
  };
}

function readExeFlags(thread: Thread, flags: number): void {
  thread.exeWritable = (flags & EXE_WRITABLE) !== 0;
  thread.exeUpperLayer = (flags & EXE_UPPER_LAYER) !== 0;
  thread.exeFromMemfd = (flags & EXE_FROM_MEMFD) !== 0;
  thread.exeLowerLayer = (flags & EXE_LOWER_LAYER) !== 0;
}

/** Reads the three capability sets, which follow each other. */
export function readCapabilities(event: Event, first: number, thread: Thread): void {
  thread.capInheritable = BigInt(event.unsigned(first));
  thread.capPermitted = BigInt(event.unsigned(first + 1));
  thread.capEffective = BigInt(event.unsigned(first + 2));
}

function readInode(event: Event, first: number, thread: Thread): void {
  thread.exeIno = BigInt(event.unsigned(first));
  thread.exeCtimeNs = BigInt(event.unsigned(first + 1));
  thread.exeMtimeNs = BigInt(event.unsigned(first + 2));
}

/** The newest events tell the path; of others it is made from what was called. */
function exePath(event: Event, state: State, thread: Thread): string | undefined {
  const told = paramOf(event.type, 'trusted_exepath');
  if (event.length(told) >= 0) return event.text(told);
  const enter = state.enterRecord(event);
  if (enter === undefined || enter.type.params.length === 0) return undefined;
  const relative = enter.type.params.length > 1;
  const param = relative ? 1 : 0;
  const name = enter.text(param);
  if (name.startsWith('<NA>')) return '<NA>';
  if (!relative) return joinPath(thread.cwd, name, enter.length(param));
  return pathFromDirectory(event, state, enter, name);
}

const AT_EMPTY_PATH = 1;

function pathFromDirectory(event: Event, state: State, enter: EventRecord, name: string): string {
  const fd = event.fd;
  const base = directoryOf(event, state, name, enter.i64(0));
  event.fd = fd;
  const isDirectoryItself = name === '' && (enter.u32(2) & AT_EMPTY_PATH) !== 0;
  return joinPath(base, isDirectoryItself ? base : name, enter.length(1));
}

export const execveRows: readonly HandlerRow[] = [
  { needs: Need.THREADS, events: ['execve<', 'execveat<'], create: createExecve },
];
