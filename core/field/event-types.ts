import { EventFlag, type EventTable, type EventType } from '../event/event-table.ts';
import type { EventTypeLike } from './field.ts';

/** Types with any of these flags. */
export function withFlags(flags: number): (type: EventTypeLike) => boolean {
  return (type) => (type.flags & flags) !== 0;
}

/** Types that make, use or close a file descriptor: the only ones fd fields have values for. */
export const touchesFd = withFlags(
  EventFlag.CREATES_FD | EventFlag.USES_FD | EventFlag.DESTROYS_FD,
);

/** Types on which an fd may be known: calls that only make one have none when they begin. */
export function mayKnowFd(type: EventTypeLike): boolean {
  return touchesFd(type) && (isExitType(type) || (type.flags & EventFlag.USES_FD) !== 0);
}

/** Types that have a param of this name. */
export function withParam(name: string): (type: EventTypeLike) => boolean {
  return (type) => type.params.some((param) => param.name === name);
}

/** Types of these names. */
export function named(...names: readonly string[]): (type: EventTypeLike) => boolean {
  const wanted = new Set(names);
  return (type) => wanted.has(type.name);
}

const hasRes = withParam('res');

/** Types that answer: with `res`, or with the fd they made. */
export function hasResult(type: EventTypeLike): boolean {
  return hasRes(type) || (isExitType(type) && (type.flags & EventFlag.CREATES_FD) !== 0);
}

export function isExitType(type: EventTypeLike): boolean {
  return (type.id & 1) === 1;
}

/** A mark for each type by id. Ids past the end have none, which reads as false. */
export function typeMarks(
  table: EventTable,
  test: (type: EventType) => boolean,
): Readonly<Uint8Array> {
  return Uint8Array.from(table.types, (type) => (test(type) ? 1 : 0));
}

/** For each type by id the number of its first param of a name, -1 when it has none. */
export function paramIndexes(table: EventTable, name: string): Readonly<Int8Array> {
  return Int8Array.from(table.types, (type) =>
    type.params.findIndex((param) => param.name === name),
  );
}
