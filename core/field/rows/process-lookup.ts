import type { State } from '../../state/state.ts';
import type { Thread } from '../../state/thread.ts';

/** The main thread of a thread's process, itself when it is one; undefined when it is not known. */
export function mainThread(state: State, thread: Thread): Thread | undefined {
  return thread.isLeader ? thread : state.leaderOf(thread);
}

/** The thread `hops` parents up from the main thread. */
export function ancestor(state: State, thread: Thread, hops: number): Thread | undefined {
  let at = mainThread(state, thread);
  for (let i = 0; i < hops && at; i++) at = state.parentOf(at);
  return at;
}

/** Fills `into` with the parents of a main thread, nearest first, and returns it. */
export function ancestors(state: State, thread: Thread, into: Thread[]): Thread[] {
  into.length = 0;
  let slow = state.parentOf(thread);
  let fast = slow && state.parentOf(slow);
  while (slow && slow.tid !== -1) {
    into.push(slow);
    slow = state.parentOf(slow);
    for (let i = 0; i < 2; i++) {
      fast = fast && state.parentOf(fast);
      if (slow && (slow === fast || slow.tid === slow.ptid)) return into;
    }
  }
  return into;
}

/**
 * The thread that leads a session or a process group: the one with its id, or when that is gone the
 * highest ancestor that still belongs to it.
 */
export function groupLeader(
  state: State,
  thread: Thread,
  id: 'sid' | 'pgid' | 'vpgid',
): Thread | undefined {
  const own = state.threadOf(thread[id]);
  if (own) return own;
  let highest = mainThread(state, thread);
  if (!highest) return undefined;
  const wanted = highest[id];
  for (const parent of ancestors(state, highest, [])) {
    if (parent[id] !== wanted) break;
    highest = parent;
  }
  return highest;
}

/** Name and arguments, as a command line. */
export function commandLine(thread: Thread): string {
  return thread.args.length === 0 ? thread.comm : `${thread.comm} ${thread.args.join(' ')}`;
}

let slots = 0;

/** A place in `Thread.slots` for one use of a field. */
export function reserveThreadSlot(): number {
  return slots++;
}
