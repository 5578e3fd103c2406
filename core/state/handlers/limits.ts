import type { Event } from '../event.ts';
import { Need } from '../needs.ts';
import type { State } from '../state.ts';
import type { HandlerRow } from './handler.ts';

const RLIMIT_NOFILE = 7;

function onRlimit(event: Event, state: State): void {
  if (event.thread === undefined || event.i64(0) < 0) return;
  if (state.enterRecord(event)?.u8(0) !== RLIMIT_NOFILE) return;
  const limit = event.i64(1);
  if (limit !== -1) state.leaderOf(event.thread).fdLimit = limit;
}

function onPrlimit(event: Event, state: State): void {
  if (event.i64(0) < 0) return;
  const enter = state.enterRecord(event);
  if (enter?.u8(1) !== RLIMIT_NOFILE) return;
  const limit = event.i64(1);
  if (limit === -1) return;
  const tid = enter.i64(0);
  const thread = state.threads.findOrCreate(tid === 0 ? event.tid : tid);
  if (thread !== undefined) state.leaderOf(thread).fdLimit = limit;
}

export const limitRows: readonly HandlerRow[] = [
  { needs: Need.THREADS, events: ['getrlimit<', 'setrlimit<'], create: () => onRlimit },
  { needs: Need.THREADS, events: ['prlimit<'], create: () => onPrlimit },
];
