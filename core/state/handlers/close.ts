import type { Event } from '../event.ts';
import { FdFlag } from '../fd-entry.ts';
import { Need } from '../needs.ts';
import type { State } from '../state.ts';
import { CANCELED_FD } from '../thread-table.ts';
import type { HandlerRow } from './handler.ts';

function onCloseEnter(event: Event, state: State): void {
  const { thread } = event;
  if (thread === undefined) return;
  event.fd = state.fdOf(thread, thread.lastFd);
  if (event.fd !== undefined) event.fd.flags |= FdFlag.CLOSE_IN_PROGRESS;
}

/** The entry goes with the next event, so that this one still has it. */
function onCloseExit(event: Event, state: State): void {
  const { fd, thread } = event;
  if (fd === undefined || thread === undefined) return;
  if (event.first64() < 0) {
    fd.flags &= ~FdFlag.CLOSE_IN_PROGRESS;
  } else if ((fd.flags & FdFlag.CLOSE_CANCELED) !== 0) {
    fd.flags &= ~FdFlag.CLOSE_CANCELED;
    state.removeFdLater(thread, CANCELED_FD);
  } else {
    state.removeFdLater(thread, thread.lastFd);
  }
}

/** Most numbers that one call is followed for. */
const MAX_RANGE = 65536;
const CLOSE_RANGE_CLOEXEC = 4;

function onCloseRange(event: Event, state: State): void {
  const { thread } = event;
  if (thread === undefined || event.i64(0) < 0) return;
  if ((event.u32(3) & CLOSE_RANGE_CLOEXEC) !== 0) return;
  const table = state.fdTableOf(thread);
  if (table === undefined || table.size > MAX_RANGE) return;
  const first = event.u32(1);
  const last = event.u32(2);
  for (const fd of [...table.keys()]) {
    if (fd >= first && fd <= last) state.threads.removeFd(thread, fd);
  }
}

export const closeRows: readonly HandlerRow[] = [
  { needs: Need.FDS, events: ['close>'], create: () => onCloseEnter },
  { needs: Need.FDS, events: ['close<'], create: () => onCloseExit },
  { needs: Need.FDS, events: ['close_range<'], create: () => onCloseRange },
];
