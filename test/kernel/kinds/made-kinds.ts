import type { EventTable, EventType } from '@chisel/core/event/event-table.ts';
import { syscallsOf } from '@chisel/core/event/syscalls.ts';
import { createCallRules, type EventRule } from '@chisel/probe/calls/event-rules.ts';
import { ia32Calls } from '@chisel/probe/calls/ia32-calls.ts';
import { MAX_NUMBERS } from '@chisel/probe/layout.ts';
import type { ReadEvent } from '@chisel/scap/testing/read-capture.ts';

const [GENERIC_ENTER, GENERIC_EXIT] = [0, 1];
/** Switches, ends of threads, signals, page faults. */
const happenings = [152, 186, 232, 290];

/** The kinds of events that the probe can make, in words: event types, and calls that have none. */
export function possibleKinds(table: EventTable): Set<string> {
  const native = createCallRules(table);
  const rules = [...native, ...ia32Calls(table, native, MAX_NUMBERS).rules];
  const ofCalls = rules.flatMap(({ enter, exit }) => (enter ? [enter, exit] : [exit]));
  const others = happenings.map((id) => typeKind(table.typeOf(id)));
  return new Set([...ofCalls.map((rule) => kindOfRule(rule, table)), ...others]);
}

export function kindsOf(events: readonly ReadEvent[], table: EventTable): Set<string> {
  return new Set(events.map(({ type, params: [code = ''] }) => kindOf(type, code, table)));
}

/** The names of types that the probe makes no event of, older forms of the same call left out. */
export function otherTypes(table: EventTable): string[] {
  const possible = new Set([...possibleKinds(table)].map((kind) => kind.split(' ')[1]));
  const names = table.types.filter(({ known }) => known).map(({ name }) => name);
  return [...new Set(names)].filter((name) => !possible.has(name));
}

function kindOfRule({ type, params }: EventRule, table: EventTable): string {
  const code = params[0]?.extra ?? 0;
  return kindOf(type, String.fromCharCode(code & 0xff, code >> 8), table);
}

function kindOf(type: number, code: string, table: EventTable): string {
  if (type !== GENERIC_ENTER && type !== GENERIC_EXIT) return typeKind(table.typeOf(type));
  const call = code.charCodeAt(0) | (code.charCodeAt(1) << 8);
  return `${type === GENERIC_ENTER ? '>' : '<'} ${syscallsOf(table.edition)[call]?.name ?? String(call)}`;
}

function typeKind({ id, name }: EventType): string {
  return `${id % 2 === 0 ? '>' : '<'} ${name} (${String(id)})`;
}
