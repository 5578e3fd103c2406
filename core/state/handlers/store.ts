import { Need } from '../needs.ts';
import type { Event } from '../event.ts';
import { StoredEvent } from '../stored-event.ts';
import type { HandlerRow } from './handler.ts';

/** Keeps an enter event for its exit. */
export function storeEnter(event: Event): void {
  const { thread } = event;
  if (thread === undefined) return;
  (thread.enter ??= new StoredEvent()).store(event);
}

const create = () => storeEnter;

export const storeRows: readonly HandlerRow[] = [
  { needs: Need.THREADS, events: ['execve>', 'execveat>', 'setuid>', 'setgid>'], create },
  { needs: Need.THREADS, events: ['setresuid>', 'setresgid>', 'setpgid>'], create },
  { needs: Need.THREADS, events: ['getrlimit>', 'setrlimit>', 'prlimit>', 'chdir>'], create },
  { needs: Need.FDS, events: ['open>', 'creat>', 'openat>', 'openat2>', 'socket>'], create },
  {
    needs: Need.FDS,
    events: ['eventfd>', 'fchdir>', 'shutdown>', 'sendmsg>', 'sendfile>'],
    create,
  },
];
