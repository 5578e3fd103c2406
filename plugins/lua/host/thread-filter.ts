import { bareEvent } from '@chisel/core/event/bare-event.ts';
import type { FdEntry } from '@chisel/core/state/fd-entry.ts';
import { Event } from '@chisel/core/state/event.ts';
import type { State } from '@chisel/core/state/state.ts';
import type { Thread } from '@chisel/core/state/thread.ts';

/** The exit of `read`: the event that filters of the thread table are asked with. */
const READ_EXIT = 7;

interface Test {
  readonly types: Uint8Array;
  test(event: Event): boolean;
}

/** Asks a filter whether it would pass an event of a thread at one of its fds. */
export function threadFilter(
  state: State,
  filter: Test,
): (thread: Thread, fd: number, entry: FdEntry) => boolean {
  const event = new Event(state.table, state);
  event.seek(bareEvent(READ_EXIT), 0);
  const decided = filter.types[READ_EXIT];
  return (thread, fd, entry) => {
    if (decided === 0) return false;
    const { lastFd } = thread;
    thread.lastFd = fd;
    event.thread = thread;
    event.fd = entry;
    const passes = filter.test(event);
    thread.lastFd = lastFd;
    return passes;
  };
}
