import type { EventBlock } from '@chisel/core/event/event-block.ts';
import type { FdEntry } from '@chisel/core/state/fd-entry.ts';
import { Event } from '@chisel/core/state/event.ts';
import type { State } from '@chisel/core/state/state.ts';
import type { Thread } from '@chisel/core/state/thread.ts';

/** The exit of `read`: the event that filters of the thread table are asked with. */
const READ_EXIT = 7;
const HEADER_BYTES = 26;

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
  event.seek(readExit(), 0);
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

/** An event without params. */
function readExit(): EventBlock {
  const bytes = Buffer.alloc(2 + HEADER_BYTES);
  bytes.writeUInt32LE(HEADER_BYTES, 18);
  bytes.writeUInt16LE(READ_EXIT, 22);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const offsets = Uint32Array.of(2);
  return { kind: 'events', bytes, view, count: 1, offsets, layouts: Uint8Array.of(0) };
}
