import type { EventTable } from '../event/event-table.ts';
import type { EventTypeLike } from '../field/field.ts';
import { Event } from '../state/event.ts';
import { Need } from '../state/needs.ts';
import { State } from '../state/state.ts';
import type { CheckedCheck, CheckedNode } from './check-filter.ts';
import type { Operand } from './operand.ts';

/** What the type of an event says about a filter. */
export const Match = {
  /** No event of this type passes. */
  NEVER: 0,
  /** It depends on the event: ask `test`. */
  MAYBE: 1,
  /** Every event of this type passes. */
  ALWAYS: 2,
} as const;
export type Match = (typeof Match)[keyof typeof Match];

/** Event types are numbers of 16 bits. */
const TYPE_COUNT = 1 << 16;

export type EventTest = (event: Event) => boolean;

/**
 * Works out what each event type, by id, says about a filter. With NEVER < MAYBE < ALWAYS, `and` is
 * the least of its parts, `or` the greatest, and `not` turns the order round. Types that the table
 * doesn't have are left open.
 */
export function matchTypes(
  node: CheckedNode,
  table: EventTable,
  compileCheck: (check: CheckedCheck) => EventTest,
): Uint8Array {
  const checks = new Map<CheckedCheck, EventTest>();
  const event = new TypeEvent(table);
  const ofCheck = (check: CheckedCheck, type: EventTypeLike): Match => {
    if (check.test.kind === 'never') return Match.NEVER;
    if (!partsOf(check).every((operand) => operand.appliesTo(type))) return Match.NEVER;
    if (!partsOf(check).every((operand) => operand.isFixedFor(type))) return Match.MAYBE;
    let test = checks.get(check);
    if (!test) checks.set(check, (test = compileCheck(check)));
    return test(event.of(type.id)) ? Match.ALWAYS : Match.NEVER;
  };
  const types = new Uint8Array(TYPE_COUNT).fill(Match.MAYBE);
  for (const type of table.types) types[type.id] = matchOf(node, type, ofCheck);
  return types;
}

function partsOf({ operand, test }: CheckedCheck): readonly Operand[] {
  return test.kind === 'pair' ? [operand, test.operand] : [operand];
}

function matchOf(
  node: CheckedNode,
  type: EventTypeLike,
  ofCheck: (check: CheckedCheck, type: EventTypeLike) => Match,
): Match {
  switch (node.kind) {
    case 'check':
      return ofCheck(node, type);
    case 'not':
      return (2 - matchOf(node.child, type, ofCheck)) as Match;
    case 'and':
    case 'or': {
      const isAnd = node.kind === 'and';
      let match: Match = isAnd ? Match.ALWAYS : Match.NEVER;
      for (const child of node.children) {
        const next = matchOf(child, type, ofCheck);
        if (isAnd ? next < match : next > match) match = next;
        if (match === (isAnd ? Match.NEVER : Match.ALWAYS)) break;
      }
      return match;
    }
  }
}

/** An event of which nothing is known but its type. */
class TypeEvent {
  readonly #event: Event;
  readonly #bytes = new Uint8Array(HEADER_SIZE);
  readonly #view = new DataView(this.#bytes.buffer);

  constructor(table: EventTable) {
    this.#event = new Event(table, new State(table, Need.NONE));
    this.#view.setUint32(LENGTH_OFFSET, HEADER_SIZE, true);
  }

  of(typeId: number): Event {
    this.#view.setUint16(TYPE_OFFSET, typeId, true);
    this.#event.seekBytes(this.#bytes, this.#view, 0, 0);
    return this.#event;
  }
}

const HEADER_SIZE = 26;
const LENGTH_OFFSET = 16;
const TYPE_OFFSET = 20;
