import { nsBetween } from '../../bytes/words.ts';
import type { EventType } from '../../event/event-table.ts';
import type { Event } from '../event.ts';
import { Need } from '../needs.ts';
import type { State } from '../state.ts';
import { Thread, ThreadFlag } from '../thread.ts';
import { ABSENT, type Handler, type HandlerRow } from './handler.ts';
import { processPlaces, readMemory, readNames, type ProcessPlaces } from './process-params.ts';

/** A thread that was cloned longer ago than this is taken for an old one whose end was missed. */
const STALE_NS = 2e9;

/** What one clone event says. */
interface Clone {
  readonly parentTid: number;
  readonly childTid: number;
  readonly flags: number;
  /** The child's own exit came first. */
  readonly inverted: boolean;
  /** Its ids in its own pid namespace, when that differs from the host's. */
  readonly inNamespace: boolean;
  readonly vtid: number;
  readonly vpid: number;
}

function createClone(type: EventType): Handler {
  const at = processPlaces(type);
  return (event, state) => {
    const result = event.first64();
    if (result < 0) return;
    const flags = event.u32(at.flags);
    const vtid = at.vtid === ABSENT ? event.tid : event.i64(at.vtid);
    const vpid = at.vpid === ABSENT ? -1 : event.i64(at.vpid);
    const inNamespace = (flags & ThreadFlag.CHILD_IN_PIDNS) !== 0 || event.tid !== vtid;
    const ids = { flags, inNamespace, vtid, vpid };
    if (result === 0) {
      dropStale(event, state);
      if (event.thread !== undefined) {
        if (inNamespace) setNamespaceIds(event.thread, ids);
        return;
      }
      const parentTid = event.i64((flags & ThreadFlag.CLONE_THREAD) !== 0 ? at.pid : at.ptid);
      addChild(event, state, at, { ...ids, parentTid, childTid: event.tid, inverted: true });
    } else if (!inNamespace) {
      addChild(event, state, at, {
        ...ids,
        parentTid: event.tid,
        childTid: result,
        inverted: false,
      });
    }
  };
}

function dropStale(event: Event, state: State): void {
  const { thread } = event;
  if (thread === undefined || (thread.cloneTsLow === 0 && thread.cloneTsHigh === 0)) return;
  const age = nsBetween(thread.cloneTsLow, thread.cloneTsHigh, event.tsLow, event.tsHigh);
  if (age >= 0 && age <= STALE_NS) return;
  state.threads.remove(event.tid, true);
  event.thread = undefined;
}

function setNamespaceIds(thread: Thread, ids: { vtid: number; vpid: number }): void {
  thread.vtid = ids.vtid;
  thread.vpid = ids.vpid;
}

function addChild(event: Event, state: State, at: ProcessPlaces, clone: Clone): void {
  const { threads } = state;
  let parent = threads.findOrCreate(clone.parentTid);
  if (parent === undefined) return;
  const old = threads.find(clone.childTid);
  if (old !== undefined && (old.flags & ThreadFlag.CLONE_INVERTED) !== 0) return;
  if (old !== undefined) threads.remove(clone.childTid, true);
  const child = new Thread(clone.childTid);
  child.ptid = clone.parentTid;
  const replaced = parent.isPlaceholder;
  if (replaced) {
    threads.remove(clone.parentTid, true);
    parent = threads.findOrCreate(clone.parentTid);
    if (parent === undefined) return;
    readNames(event, at, parent);
    parent.exepath = '';
  } else {
    inherit(child, parent, clone.flags);
  }
  readChild(event, state, at, clone, child);
  place(state, clone, child, parent);
  // The thread of this event may have been among those that were replaced.
  if (replaced || old !== undefined) state.lookUpAgain(event);
}

function inherit(child: Thread, parent: Thread, flags: number): void {
  child.exepath = parent.exepath;
  child.exeWritable = parent.exeWritable;
  child.exeUpperLayer = parent.exeUpperLayer;
  child.exeLowerLayer = parent.exeLowerLayer;
  child.exeFromMemfd = parent.exeFromMemfd;
  child.exeIno = parent.exeIno;
  child.exeCtimeNs = parent.exeCtimeNs;
  child.exeMtimeNs = parent.exeMtimeNs;
  child.capInheritable = parent.capInheritable;
  child.capPermitted = parent.capPermitted;
  child.capEffective = parent.capEffective;
  child.root = parent.root;
  child.sid = parent.sid;
  child.vpgid = parent.vpgid;
  child.pgid = parent.pgid;
  child.tty = parent.tty;
  child.loginuid = parent.loginuid;
  if ((flags & ThreadFlag.CLONE_THREAD) === 0) child.setEnv(parent.envBytes);
}

function readChild(
  event: Event,
  state: State,
  at: ProcessPlaces,
  clone: Clone,
  child: Thread,
): void {
  const isThread = (clone.flags & ThreadFlag.CLONE_THREAD) !== 0;
  child.flags = clone.flags | (clone.inverted ? ThreadFlag.CLONE_INVERTED : 0);
  child.pid = isThread ? event.i64(at.pid) : clone.childTid;
  readNames(event, at, child);
  child.fdLimit = event.i64(at.fdLimit);
  readMemory(event, at, child);
  child.uid = event.u32(at.uid);
  child.gid = event.u32(at.gid);
  child.vtid = clone.inNamespace ? clone.vtid : child.tid;
  child.vpid = clone.inNamespace ? clone.vpid : child.pid;
  if (at.cgroups !== ABSENT) {
    child.setCgroups(event.byteString(at.cgroups));
    state.resolveContainer(child);
  }
  child.cloneTsLow = event.tsLow;
  child.cloneTsHigh = event.tsHigh;
}

/** Adds the child; a new process gets its own copies of its parent's fds and current directory. */
function place(state: State, clone: Clone, child: Thread, parent: Thread): void {
  const isProcess = (clone.flags & ThreadFlag.CLONE_THREAD) === 0;
  if (isProcess) child.cwd = state.cwdOf(parent);
  if (!state.threads.add(child) || !isProcess) return;
  if ((state.needs & Need.FDS) === Need.FDS) state.threads.copyFds(parent, child);
}

export const cloneRows: readonly HandlerRow[] = [
  { needs: Need.THREADS, events: ['clone<', 'clone3<', 'fork<', 'vfork<'], create: createClone },
];
