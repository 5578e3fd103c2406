import { LENGTH, PARAM_COUNT, PARAMS, TYPE } from '../event/event-header.ts';
import type { EventTable, EventType } from '../event/event-table.ts';
import { syscallsOf } from '../event/syscalls.ts';
import type { EventTypeLike } from '../field/field.ts';
import { Event } from '../state/event.ts';
import { Need } from '../state/needs.ts';
import { State } from '../state/state.ts';
import { operandsOf, remembers, type CheckedCheck, type CheckedNode } from './check-filter.ts';
import type { EventFacts } from './operand.ts';

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

/** What types, and the little that is read of an event before anything else, say about a filter. */
export interface TypeMatches {
  /** By event type id. */
  readonly types: Uint8Array;
  /** By the id of an exit event: what those say whose result is no error. */
  readonly succeeded: Uint8Array;
  /** By the number of the system call: whether generic events about it may pass; the last is for all others. */
  readonly syscalls: Uint8Array;
}

/**
 * Works out what each event type, by id, says about a filter. With NEVER < MAYBE < ALWAYS, `and` is
 * the least of its parts, `or` the greatest, and `not` turns the order round. Types that the table
 * doesn't have are left open.
 */
export function matchTypes(
  node: CheckedNode,
  table: EventTable,
  compileCheck: (check: CheckedCheck) => EventTest,
): TypeMatches {
  const matcher = new Matcher(node, table, compileCheck);
  const types = new Uint8Array(TYPE_COUNT).fill(Match.MAYBE);
  for (const type of table.types) types[type.id] = matcher.match(type, {}, 0);
  const succeeded = types.slice();
  for (const type of table.types) {
    if (types[type.id] !== Match.MAYBE || !startsWithResult(type)) continue;
    succeeded[type.id] = matcher.match(type, { succeeded: true }, 0);
  }
  return { types, succeeded, syscalls: matchSyscalls(types, matcher, table) };
}

/** Whether the first param of its events is what the call returned. */
function startsWithResult({ id, firstParamName }: EventType): boolean {
  return id % 2 === 1 && (firstParamName === 'res' || firstParamName === 'fd');
}

/** Generic events, enter and exit, whose first param is the number of the call. */
const GENERIC: readonly number[] = [0, 1];

function matchSyscalls(types: Uint8Array, matcher: Matcher, table: EventTable): Uint8Array {
  const syscalls = new Uint8Array(syscallsOf(table.edition).length + 1).fill(Match.MAYBE);
  const open = GENERIC.filter((id) => types[id] === Match.MAYBE);
  if (open.length === 0) return syscalls.fill(types[0] === types[1] ? (types[0] as number) : 1);
  return syscalls.map((_, number) =>
    Math.max(...GENERIC.map((id) => matcher.match(table.typeOf(id), { syscall: true }, number))),
  );
}

/** Says how a filter judges events of which only some things are known. */
class Matcher {
  readonly #node: CheckedNode;
  readonly #compileCheck: (check: CheckedCheck) => EventTest;
  readonly #tests = new Map<CheckedCheck, EventTest>();
  readonly #event: TypeEvent;

  constructor(
    node: CheckedNode,
    table: EventTable,
    compileCheck: (check: CheckedCheck) => EventTest,
  ) {
    this.#node = node;
    this.#compileCheck = compileCheck;
    this.#event = new TypeEvent(table);
  }

  /** `first` is the value of the first param, where the facts say that it is known. */
  match(type: EventTypeLike, facts: EventFacts, first: number): Match {
    this.#event.first = first;
    return matchOf(this.#node, type, (check) => this.#ofCheck(check, type, facts));
  }

  #ofCheck(check: CheckedCheck, type: EventTypeLike, facts: EventFacts): Match {
    if (check.test.kind === 'never') return Match.NEVER;
    const parts = operandsOf(check);
    if (!parts.every((operand) => operand.appliesTo(type))) return Match.NEVER;
    if (!parts.every((operand) => operand.isFixedFor(type, facts))) return Match.MAYBE;
    let test = this.#tests.get(check);
    if (!test) this.#tests.set(check, (test = this.#compileCheck(check)));
    return test(this.#event.of(type.id)) ? Match.ALWAYS : Match.NEVER;
  }
}

function matchOf(
  node: CheckedNode,
  type: EventTypeLike,
  ofCheck: (check: CheckedCheck) => Match,
): Match {
  switch (node.kind) {
    case 'check':
      return ofCheck(node);
    case 'not':
      return (2 - matchOf(node.child, type, ofCheck)) as Match;
    case 'and':
    case 'or': {
      const isAnd = node.kind === 'and';
      const decisive = isAnd ? Match.NEVER : Match.ALWAYS;
      let match: Match = isAnd ? Match.ALWAYS : Match.NEVER;
      for (const [i, child] of node.children.entries()) {
        const next = matchOf(child, type, ofCheck);
        if (isAnd ? next < match : next > match) match = next;
        if (match !== decisive) continue;
        // What stands before it is asked first, and may have to remember that.
        return node.children.slice(0, i).some(remembers) ? Match.MAYBE : match;
      }
      return match;
    }
  }
}

/** An event of which nothing is known but its type, and perhaps its first param. */
class TypeEvent {
  /** The value of its first param. */
  first = 0;
  readonly #event: Event;
  readonly #bytes = new Uint8Array(EVENT_SIZE);
  readonly #view = new DataView(this.#bytes.buffer);

  constructor(table: EventTable) {
    this.#event = new Event(table, new State(table, Need.NONE));
    this.#view.setUint32(LENGTH, EVENT_SIZE, true);
    this.#view.setUint32(PARAM_COUNT, 1, true);
    this.#view.setUint16(PARAMS, PARAM_SIZE, true);
  }

  of(typeId: number): Event {
    this.#view.setUint16(TYPE, typeId, true);
    this.#view.setUint32(PARAM, this.first, true);
    this.#event.seekBytes(this.#bytes, this.#view, 0, 0);
    return this.#event;
  }
}

/** The only param stands behind its length. */
const PARAM = PARAMS + 2;
const PARAM_SIZE = 8;
const EVENT_SIZE = PARAM + PARAM_SIZE;
