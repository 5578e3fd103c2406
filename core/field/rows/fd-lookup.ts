import { EventFlag } from '../../event/event-table.ts';
import { FdType, type FdEntry } from '../../state/fd-entry.ts';
import type { Event } from '../../state/event.ts';
import type { Extract } from '../define-fields.ts';
import type { FieldValue } from '../field.ts';

const TOUCHES_FD = EventFlag.CREATES_FD | EventFlag.USES_FD | EventFlag.DESTROYS_FD;

/** Whether fd fields can have a value on the event at hand. */
export function isFdEvent(event: Event): boolean {
  return event.thread !== undefined && (event.type.flags & TOUCHES_FD) !== 0;
}

/** What an fd event is about; undefined when the table does not know it. */
export function fdEntryOf(event: Event): FdEntry | undefined {
  const { thread, fd } = event;
  if (!thread || (event.type.flags & TOUCHES_FD) === 0) return undefined;
  return fd ?? (thread.lastFd === -1 ? undefined : event.state.fdOf(thread, thread.lastFd));
}

/** A value of the event's fd; none when it is not known. */
export function ofFd(value: (entry: FdEntry, event: Event) => FieldValue | undefined): Extract {
  return (event) => {
    const entry = fdEntryOf(event);
    return entry && value(entry, event);
  };
}

export function isFile(type: number): boolean {
  return type === FdType.FILE || type === FdType.FILE_V2;
}

/** Whether it is a connection over IP, possibly one that is yet to be made. */
export function isConnection(type: number): boolean {
  return type === FdType.IPV4_SOCK || type === FdType.IPV6_SOCK;
}

/** Whether it is a socket that listens on IP. */
export function isListener(type: number): boolean {
  return type === FdType.IPV4_SERVSOCK || type === FdType.IPV6_SERVSOCK;
}

/** Drops what is not printable. */
export function printable(text: string): string {
  return UNPRINTABLE.test(text) ? text.replace(/[^\x20-\x7e]/g, '') : text;
}

const UNPRINTABLE = /[^\x20-\x7e]/;
