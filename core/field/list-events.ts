import { EventFlag, isEnter, type EventTable, type EventType } from '../event/event-table.ts';

/** The list of events that `-L` prints: `> open(FSPATH name, FLAGS32 flags, UINT32 mode)`. */
export function listEvents(table: EventTable): string {
  return listedEvents(table)
    .map((type) => `${eventLine(type)}\n`)
    .join('');
}

/** The events that lists show: those in use that come from the system. */
export function listedEvents(table: EventTable): EventType[] {
  const unlisted = EventFlag.UNUSED | EventFlag.OLD_VERSION;
  return table.types.filter(
    ({ known, flags, category }) => known && (flags & unlisted) === 0 && category !== 'internal',
  );
}

function eventLine({ id, name, params }: EventType): string {
  const list = params.map((param) => `${typeName(param.type)} ${param.name}`).join(', ');
  return `${isEnter(id) ? '>' : '<'} ${name}(${list})`;
}

/** Type of a param as lists show it. */
export function typeName(type: string): string {
  return type === 'DYN' ? 'DYNAMIC' : type;
}
