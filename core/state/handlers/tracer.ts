import type { Event } from '../event.ts';
import type { State } from '../state.ts';

/** Whether a write is a tracer. */
export function detectTracer(_event: Event, _state: State): boolean {
  return false;
}
