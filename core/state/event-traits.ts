import { EventFlag, isEnter, type EventTable, type EventType } from '../event/event-table.ts';

/** What has to be known of an event type to find an event's context, as bits. */
export const Trait = {
  ENTER: 1,
  USES_FD: 2,
  /** The first exit param is a result that may be an error. */
  RESULT: 4,
  /** Belongs to no thread. */
  NO_THREAD: 8,
  /** Belongs to its thread only when that is known. */
  KNOWN_THREAD: 16,
  /** Changes nothing of its thread's pairing. */
  NO_PAIRING: 32,
  /** Its fd is param 1 of the exit event. */
  SECOND_FD: 64,
  /** The exit of an execve that may have been called as execveat. */
  EXECVE: 128,
  CONTAINER: 256,
  SWITCH: 512,
  /** The exit of a plain write. */
  WRITE: 1024,
} as const;

/** Room for every id an event can have. */
export const ID_COUNT = 65536;

const CLONES = new Set(['clone', 'clone3', 'fork', 'vfork']);
const THREADLESS = new Set(['container', 'useradded', 'userdeleted', 'groupadded', 'groupdeleted']);
const THREADLESS_NEWEST = new Set(['pluginevent', 'asyncevent']);

/** The traits of every event id; ids the table doesn't know are plain. */
export function eventTraits(table: EventTable): Uint16Array {
  const traits = new Uint16Array(ID_COUNT);
  // Even ids are enter events: of each pair in a little-endian word the low half.
  new Uint32Array(traits.buffer).fill(Trait.ENTER);
  for (const type of table.types) traits[type.id] = traitsOf(type, table);
  return traits;
}

function traitsOf(type: EventType, table: EventTable): number {
  const enter = isEnter(type.id);
  let bits = (enter ? Trait.ENTER : 0) | threadTraits(type, table);
  if ((type.flags & EventFlag.USES_FD) !== 0) bits |= Trait.USES_FD;
  const first = type.firstParamName;
  if (!enter && (first === 'res' || first === 'fd')) bits |= Trait.RESULT;
  if (!enter && type.name === 'copy_file_range') bits |= Trait.SECOND_FD;
  if (!enter && type.name === 'execve') bits |= Trait.EXECVE;
  if (!enter && type.name === 'write') bits |= Trait.WRITE;
  if (type.name === 'container') bits |= Trait.CONTAINER;
  return bits;
}

function threadTraits(type: EventType, table: EventTable): number {
  const newest = table.edition === 'newest';
  const skipped = (type.flags & EventFlag.SKIPPARSERESET) !== 0;
  if (skipped && type.name === 'procinfo') return Trait.KNOWN_THREAD | Trait.NO_PAIRING;
  if (skipped || THREADLESS.has(type.name)) return Trait.NO_THREAD;
  if (newest && THREADLESS_NEWEST.has(type.name)) return Trait.NO_THREAD;
  if (type.name === 'switch') return Trait.KNOWN_THREAD | Trait.NO_PAIRING | Trait.SWITCH;
  return CLONES.has(type.name) && !isEnter(type.id) ? Trait.KNOWN_THREAD : 0;
}
