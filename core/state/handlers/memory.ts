import type { EventType } from '../../event/event-table.ts';
import type { Event } from '../event.ts';
import { Need } from '../needs.ts';
import type { Thread } from '../thread.ts';
import { ABSENT, paramOf, type Handler, type HandlerRow } from './handler.ts';

/** Sizes of virtual, resident and swapped memory, which follow each other. */
function readSizes(event: Event, first: number, thread: Thread): void {
  thread.vmSizeKb = event.u32(first);
  thread.vmRssKb = event.u32(first + 1);
  thread.vmSwapKb = event.u32(first + 2);
}

/** The oldest version of these events has no sizes. */
function createMap(type: EventType): Handler {
  const first = paramOf(type, 'vm_size');
  return (event) => {
    if (event.thread !== undefined && first !== ABSENT) readSizes(event, first, event.thread);
  };
}

/** A context switch counts the faults of the thread and the memory of its process. */
function createSwitch(type: EventType): Handler {
  const first = paramOf(type, 'vm_size');
  return (event, state) => {
    const { thread } = event;
    if (thread === undefined || first === ABSENT) return;
    thread.majorFaults = event.i64(first - 2);
    thread.minorFaults = event.i64(first - 1);
    readSizes(event, first, state.leaderOf(thread));
  };
}

export const memoryRows: readonly HandlerRow[] = [
  { needs: Need.MEMORY, events: ['brk<', 'mmap<', 'mmap2<', 'munmap<'], create: createMap },
  { needs: Need.MEMORY, events: ['switch>'], create: createSwitch },
];
