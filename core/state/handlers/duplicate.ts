import type { EventType } from '../../event/event-table.ts';
import type { Event } from '../event.ts';
import { FdFlag, type FdEntry } from '../fd-entry.ts';
import { Need } from '../needs.ts';
import type { State } from '../state.ts';
import { ThreadFlag } from '../thread.ts';
import { paramOf, type Handler, type HandlerRow } from './handler.ts';
import { storeEnter } from './store.ts';

const O_CLOEXEC = 1 << 12;

/** The new number gets a copy of the entry. Taking over 0 or 1 is what shells do in a pipeline. */
function createDup(type: EventType): Handler {
  const flagsParam = paramOf(type, 'flags');
  const hasFlags = type.params.length > flagsParam;
  return (event, state) => {
    const { thread } = event;
    const number = event.i64(0);
    if (thread === undefined || number < 0) return;
    if (number === 0) thread.flags |= ThreadFlag.PIPE_DST;
    if (number === 1) thread.flags |= ThreadFlag.PIPE_SRC;
    if (event.fd === undefined) return;
    if (hasFlags) setCloseOnExec(event.fd, event.u32(flagsParam));
    copyTo(event, state, number, event.fd);
  };
}

function setCloseOnExec(fd: FdEntry, flags: number): void {
  if (flags === 0) fd.openFlags &= ~O_CLOEXEC;
  else fd.openFlags |= flags;
}

function copyTo(event: Event, state: State, number: number, fd: FdEntry): void {
  const { thread } = event;
  if (thread === undefined) return;
  const isSame = state.fdTableOf(thread)?.get(number) === fd;
  const copy = isSame ? fd : fd.copy();
  const source = thread.lastFd;
  state.addFd(event, number, copy);
  // Canceling a close marks the source too, as in the reference.
  if ((copy.flags & FdFlag.CLOSE_CANCELED) === 0) return;
  fd.flags = copy.flags;
  state.threads.cancelClose(state.threads.fdOwnerOf(thread), source, fd);
}

const F_DUPFD = 1;
const F_DUPFD_CLOEXEC = 26;

/** The exits of other commands must not find the enter event of a copy whose exit a filter rejected. */
function onFcntlEnter(event: Event): void {
  const command = event.u8(1);
  const enter = event.thread?.enter;
  if (command === F_DUPFD || command === F_DUPFD_CLOEXEC) storeEnter(event);
  else if (enter !== undefined) enter.length = 0;
}

function onFcntlExit(event: Event, state: State): void {
  if (state.enterRecord(event) === undefined) return;
  const number = event.i64(0);
  if (number >= 0 && event.fd !== undefined) copyTo(event, state, number, event.fd);
}

export const duplicateRows: readonly HandlerRow[] = [
  { needs: Need.FDS, events: ['dup<', 'dup2<', 'dup3<'], create: createDup },
  { needs: Need.FDS, events: ['fcntl>'], create: () => onFcntlEnter },
  { needs: Need.FDS, events: ['fcntl<'], create: () => onFcntlExit },
];
