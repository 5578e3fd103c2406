import type { EventTable } from '@chisel/core/event/event-table.ts';
import { namelessCallRule, otherCallRule, type CallRule } from './event-rules.ts';
import rows from './ia32-calls.json' with { type: 'json' };
import socketCalls from './ia32-socket-calls.json' with { type: 'json' };

/** Where a call has its arguments, in the order of enum argument_shape. */
const shapes = ['plain', 'socketCall', 'inMemory', 'splitOffset', 'seek', 'wideTime'];

/** How the calls of 32-bit programs become those of 64-bit ones. */
export interface Ia32Calls {
  /** Rules of the calls that only they have. */
  readonly rules: readonly CallRule[];
  /** Of each call: what it is called by, which call's rules it has, and a number of `shapes`. */
  readonly calls: readonly { readonly nr: number; readonly call: number; readonly shape: number }[];
  /** By the first argument of socketcall: which call's rules it has, undefined for 0. */
  readonly socketCalls: readonly (number | undefined)[];
}

interface Ia32Row {
  /** Undefined for what only socketcall does. */
  readonly nr?: number;
  readonly name: string;
  /** The 64-bit call that does the same with the same arguments. */
  readonly as?: string;
  /** Its own enter event, and the row of calls.json that fits it. */
  readonly event?: number;
  readonly row?: string;
  /** It has the name of a 64-bit call whose params do not fit it. */
  readonly generic?: boolean;
  readonly shape?: string;
}

/** Calls that only 32-bit programs have get the numbers from `firstFree` on. */
export function ia32Calls(
  table: EventTable,
  native: readonly CallRule[],
  firstFree: number,
): Ia32Calls {
  const byName = new Map(native.map(({ name, number }) => [name, number]));
  const rules: CallRule[] = [];
  const calls = (rows as Ia32Row[]).map((row) => {
    const same = row.generic ? undefined : byName.get(row.as ?? row.name);
    const call = row.event === undefined && same !== undefined ? same : add(row);
    return { nr: row.nr ?? -1, call, shape: shapes.indexOf(row.shape ?? 'plain') };
  });
  const listed = new Set(calls.map(({ nr }) => nr));
  for (let nr = 0; nr < firstFree; nr++) {
    if (!listed.has(nr)) calls.push({ nr, call: addNameless(nr), shape: 0 });
  }
  const socketNumbers = socketCalls.map((name) => byName.get(name));
  return {
    rules,
    calls: calls.filter(({ nr }) => nr >= 0),
    socketCalls: [undefined, ...socketNumbers],
  };

  function addNameless(nr: number): number {
    const number = firstFree + rules.length;
    rules.push(namelessCallRule(table, number, nr));
    return number;
  }

  function add({ nr = 0, name, event, row }: Ia32Row): number {
    const number = firstFree + rules.length;
    rules.push(otherCallRule(table, name, { number, nativeNumber: nr, event, row }));
    if (!byName.has(name)) byName.set(name, number);
    return number;
  }
}
