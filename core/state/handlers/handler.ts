import type { EventTable, EventType } from '../../event/event-table.ts';
import type { Event } from '../event.ts';
import type { State } from '../state.ts';

/** Changes the state by what an event of one type says. */
export type Handler = (event: Event, state: State) => void;

/** A row of the handler table. */
export interface HandlerRow {
  /** Names of event types, each with its direction: `open<` is the exit, `open>` the enter. */
  readonly events: readonly string[];
  /** Bits of `Need`, all of which must be asked for. */
  readonly needs: number;
  /** The classic edition has the events, but does nothing with them. */
  readonly newestOnly?: boolean;
  /** Makes the handler of one type: where its params stand is found out here, once. */
  create(type: EventType, table: EventTable): Handler;
}

/** A param number that no event has: reading it gives 0 or ''. */
export const ABSENT = 255;

/** The number of the param with a name. */
export function paramOf(type: EventType, name: string): number {
  const found = type.params.findIndex((param) => param.name === name);
  return found < 0 ? ABSENT : found;
}

/** The enter type of an exit type. */
export function enterOf(type: EventType, table: EventTable): EventType {
  return table.typeOf(type.id - 1);
}
