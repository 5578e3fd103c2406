import type { EventType } from '../../event/event-table.ts';
import type { Event } from '../event.ts';
import { FdEntry, FdType } from '../fd-entry.ts';
import { Need } from '../needs.ts';
import type { State } from '../state.ts';
import { paramOf, type Handler, type HandlerRow } from './handler.ts';

/** Calls whose result is a new fd that has no name. */
function createNameless(fdType: number): (type: EventType) => Handler {
  return (type) => {
    const flags = paramOf(type, 'flags');
    return (event, state) => {
      const number = event.i64(0);
      if (number < 0 || event.thread === undefined) return;
      const entry = new FdEntry(fdType);
      entry.openFlags = event.length(flags) === 2 ? event.u16(flags) : event.u32(flags);
      state.addFd(event, number, entry);
    };
  };
}

function onPipe(event: Event, state: State): void {
  if (event.i64(0) < 0 || event.thread === undefined) return;
  for (const param of [1, 2]) {
    const entry = new FdEntry(FdType.FIFO);
    entry.ino = event.unsigned(3);
    entry.openFlags = event.u32(4);
    state.addFd(event, event.i64(param), entry);
  }
}

function onMemfd(event: Event, state: State): void {
  const number = event.i64(0);
  if (number < 0 || event.thread === undefined) return;
  const entry = new FdEntry(FdType.MEMFD, event.text(1));
  entry.openFlags = event.u32(2);
  state.addFd(event, number, entry);
}

function onPidfdOpen(event: Event, state: State): void {
  const number = event.i64(0);
  if (number < 0 || event.thread === undefined) return;
  const entry = new FdEntry(FdType.PIDFD, `/proc/${event.i64(1)}`);
  entry.openFlags = event.u32(2);
  state.addFd(event, number, entry);
}

const PROC = '/proc/';

/** Copies what another process has open; which process is told by the name of the pidfd. */
function onPidfdGetfd(event: Event, state: State): void {
  const number = event.i64(0);
  const { thread } = event;
  if (number < 0 || thread === undefined) return;
  const pidfd = state.fdOf(thread, event.i64(1));
  if (pidfd?.type !== FdType.PIDFD || !pidfd.name.startsWith(PROC)) return;
  const target = state.threadOf(Number(pidfd.name.slice(PROC.length)));
  const entry = target && state.fdOf(target, event.i64(2));
  if (entry !== undefined) state.addFd(event, number, entry.copy());
}

const BPF_CREATORS = new Set([0, 5, 6, 7, 13, 14, 17, 18, 19, 28]);

function onBpf(event: Event, state: State): void {
  const number = event.i64(0);
  if (number < 0 || event.thread === undefined || !BPF_CREATORS.has(event.u32(1))) return;
  state.addFd(event, number, new FdEntry(FdType.BPF));
}

const nameless = (fdType: number, ...events: string[]): HandlerRow => ({
  needs: Need.FDS,
  events,
  create: createNameless(fdType),
});

export const newFdRows: readonly HandlerRow[] = [
  nameless(FdType.EVENT, 'eventfd<', 'eventfd2<'),
  nameless(FdType.SIGNALFD, 'signalfd<', 'signalfd4<'),
  nameless(FdType.TIMERFD, 'timerfd_create<'),
  nameless(FdType.INOTIFY, 'inotify_init<', 'inotify_init1<'),
  nameless(FdType.EVENTPOLL, 'epoll_create<', 'epoll_create1<'),
  { ...nameless(FdType.USERFAULTFD, 'userfaultfd<'), newestOnly: true },
  nameless(FdType.IO_URING, 'io_uring_setup<'),
  { needs: Need.FDS, events: ['pipe<', 'pipe2<'], create: () => onPipe },
  { needs: Need.FDS, events: ['memfd_create<'], create: () => onMemfd },
  { needs: Need.FDS, events: ['pidfd_open<'], create: () => onPidfdOpen },
  { needs: Need.FDS, events: ['pidfd_getfd<'], create: () => onPidfdGetfd },
  { needs: Need.FDS, events: ['bpf<'], newestOnly: true, create: () => onBpf },
];
