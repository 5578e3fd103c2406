import { remembers, type CheckedCheck, type CheckedNode } from './check-filter.ts';
import type { CompiledFilter } from './compile-filter.ts';

/**
 * What of a filter a source may test itself: events that it drops by this would not have passed. Events
 * that change what is known of processes and files have to be kept for the state all the same.
 */
export interface PushDown {
  /** For every event type id, 0 where no event of the type can pass. */
  readonly types: Uint8Array;
  /** Process ids of which every event that passes has one; absent: any. */
  readonly pids?: readonly number[];
  /** Names of processes, likewise; byte strings. */
  readonly comms?: readonly string[];
}

/** What a source may test of a filter: types, and the exact checks that each passing event must pass. */
export function pushDownOf(filter: CompiledFilter): PushDown {
  const checks = requiredChecks(filter.checked);
  const pids = valuesOf(checks, 'proc.pid');
  const comms = valuesOf(checks, 'proc.name');
  return {
    types: filter.types,
    ...(pids && { pids: pids.map(Number) }),
    ...(comms && { comms }),
  };
}

/** The checks that an event fails only together with the whole filter, up to one that has to see all events. */
function requiredChecks(node: CheckedNode): CheckedCheck[] {
  if (node.kind === 'check') return [node];
  if (node.kind !== 'and') return [];
  const end = node.children.findIndex(remembers);
  return node.children.slice(0, end < 0 ? undefined : end).flatMap(requiredChecks);
}

/** The only values that a field may have, by one of the checks; of several the first. */
function valuesOf(checks: readonly CheckedCheck[], field: string): string[] | undefined {
  for (const { node } of checks) {
    const { left, operator, modifier, right } = node;
    if (left.kind !== 'field' || left.name !== field || modifier !== undefined) continue;
    const isExact = operator.name === '=' || operator.name === '==' || operator.name === 'in';
    if (!isExact || right === undefined || right.kind === 'call') continue;
    const values = right.kind === 'value' ? [right] : right.values;
    if (values.length > 0) return values.map(({ text }) => text);
  }
  return undefined;
}
