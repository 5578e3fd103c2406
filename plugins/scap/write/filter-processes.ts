import { bareEvent } from '@chisel/core/event/bare-event.ts';
import type { StartTables } from '@chisel/core/event/source.ts';
import { Event } from '@chisel/core/state/event.ts';
import type { FdEntry } from '@chisel/core/state/fd-entry.ts';
import type { State } from '@chisel/core/state/state.ts';
import type { Thread } from '@chisel/core/state/thread.ts';

interface Test {
  test(event: Event): boolean;
}

const READ_EXIT = 7;

/**
 * Leaves in the tables only threads that a filter lets pass, as if each of them, or one of its fds, had
 * just been read from; of the fds those that it lets pass.
 */
export function filterProcesses(tables: StartTables, state: State, filter: Test): StartTables {
  const event = new Event(state.table, state);
  event.seek(bareEvent(READ_EXIT), 0);
  const passing = new Map<number, ReadonlySet<number>>();
  for (const { tid } of tables.threads) {
    const thread = state.threads.find(tid);
    if (thread === undefined) continue;
    const fds = passingFds(event, thread, state, filter);
    if (fds.size > 0 || passes(event, thread, filter)) passing.set(tid, fds);
  }
  return {
    ...tables,
    threads: tables.threads.filter(({ tid }) => passing.has(tid)),
    fds: tables.fds
      .filter(({ tid }) => passing.has(tid))
      .map(({ tid, entries }) => ({
        tid,
        entries: entries.filter(({ fd }) => passing.get(tid)?.has(fd)),
      })),
  };
}

function passingFds(event: Event, thread: Thread, state: State, filter: Test): ReadonlySet<number> {
  const numbers = [...(state.fdTableOf(thread)?.keys() ?? [])];
  return new Set(numbers.filter((fd) => passes(event, thread, filter, state.fdOf(thread, fd), fd)));
}

function passes(event: Event, thread: Thread, filter: Test, entry?: FdEntry, fd = -1): boolean {
  event.thread = thread;
  event.fd = entry;
  const { lastFd } = thread;
  thread.lastFd = fd;
  const passed = filter.test(event);
  thread.lastFd = lastFd;
  return passed;
}
