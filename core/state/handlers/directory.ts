import type { Event } from '../event.ts';
import { Need } from '../needs.ts';
import { joinPath } from '../paths.ts';
import type { State } from '../state.ts';
import type { HandlerRow } from './handler.ts';

function onChdir(event: Event, state: State): void {
  if (event.thread === undefined || event.i64(0) < 0) return;
  state.setCwd(event.thread, event.text(1), event.length(1));
}

function onFchdir(event: Event, state: State): void {
  const { fd, thread } = event;
  if (fd === undefined || thread === undefined || event.i64(0) < 0) return;
  state.setCwd(thread, fd.name, fd.name.length);
}

/** A new root may mean a container. */
function onChroot(event: Event, state: State): void {
  const { thread } = event;
  if (thread === undefined || event.i64(0) !== 0) return;
  const path = event.text(1);
  const isRelative = path !== '' && !path.startsWith('/') && !path.startsWith('<NA>');
  const plain = path.replace(/[^\x20-\x7e]/g, '');
  thread.root = isRelative ? joinPath(state.cwdOf(thread), path, event.length(1)) : plain;
  state.resolveContainer(thread);
}

export const directoryRows: readonly HandlerRow[] = [
  { needs: Need.THREADS, events: ['chdir<', 'getcwd<'], create: () => onChdir },
  { needs: Need.FDS, events: ['fchdir<'], create: () => onFchdir },
  { needs: Need.THREADS, events: ['chroot<'], create: () => onChroot },
];
