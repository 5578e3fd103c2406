import type { Event } from '../event.ts';
import { Need } from '../needs.ts';
import type { State } from '../state.ts';
import { ThreadFlag } from '../thread.ts';
import type { HandlerRow } from './handler.ts';

/** The thread goes with the next event, so that this one still has it. */
function onThreadExit(event: Event, state: State): void {
  if (event.thread === undefined) return;
  event.thread.flags |= ThreadFlag.CLOSED;
  state.removeThreadLater(event.tid);
}

export const exitRows: readonly HandlerRow[] = [
  { needs: Need.THREADS, events: ['procexit>'], create: () => onThreadExit },
];
