import { AT_FDCWD } from '../../event/constants.ts';
import type { EventRecord } from '../../event/event-record.ts';
import type { EventTable, EventType } from '../../event/event-table.ts';
import type { Event } from '../event.ts';
import { FdEntry } from '../fd-entry.ts';
import { typeOfOpened } from '../sift/fd-notes.ts';
import { Need } from '../needs.ts';
import { joinPath } from '../paths.ts';
import type { State } from '../state.ts';
import { enterOf, paramOf, type Handler, type HandlerRow } from './handler.ts';

/** Length of `(NULL)` with its end mark. */
const NO_NAME_BYTES = 7;

/** Where an event type has what opening a file needs. */
interface Places {
  readonly name: number;
  readonly flags: number;
  readonly dirfd: number;
  readonly dev: number;
  readonly ino: number;
}

function placesOf(type: EventType): Places {
  return {
    name: paramOf(type, 'name'),
    flags: paramOf(type, 'flags'),
    dirfd: paramOf(type, 'dirfd'),
    dev: paramOf(type, 'dev'),
    ino: paramOf(type, 'ino'),
  };
}

function hasParam(type: EventType, name: string): boolean {
  return type.params.some((param) => param.name === name);
}

/** The enter event's params win: the exit's were read after the call, when memory may have changed. */
function createOpen(type: EventType, table: EventTable): Handler {
  const enterType = enterOf(type, table);
  const atExit = placesOf(type);
  const atEnter = placesOf(enterType);
  const exitTells = hasParam(type, 'name');
  const enterTells = hasParam(enterType, 'name');
  const relative = hasParam(exitTells ? type : enterType, 'dirfd');
  const needed = relative ? 3 : hasParam(type, 'flags') ? 2 : 1;
  const classic = table.edition === 'classic';

  return (event, state) => {
    if (event.thread === undefined) return;
    const enter = enterTells ? state.enterRecord(event) : undefined;
    const useEnter =
      !exitTells ||
      (enter !== undefined && enter.paramCount >= needed && isName(enter, atEnter.name, classic));
    const told: EventRecord | undefined = useEnter ? enter : event;
    if (told === undefined) return;
    const places = useEnter ? atEnter : atExit;
    if (event.first64() < 0 && !(relative && told.i64(places.dirfd) !== AT_FDCWD)) return;
    const name = told.text(places.name);
    const base = relative
      ? directoryOf(event, state, name, told.i64(places.dirfd))
      : state.cwdOf(event.thread);
    const path = joinPath(base, name, told.length(places.name));
    addFile(event, state, path, told.u32(places.flags), atExit);
  };
}

function isName(enter: EventRecord, param: number, classic: boolean): boolean {
  const length = enter.length(param);
  if (length <= 0) return false;
  // The texts that stand for no name are short, and names seldom are.
  if (length > NO_NAME_BYTES) return true;
  const name = enter.text(param);
  return name !== '(NULL)' && (classic || name !== '<NA>');
}

/** What a path is relative to, ending with '/'. The event's fd becomes the directory. */
export function directoryOf(event: Event, state: State, path: string, dirfd: number): string {
  if (path.startsWith('/')) return '.';
  const thread = event.thread;
  if (thread === undefined) return '<UNKNOWN>';
  if (dirfd === AT_FDCWD) return state.cwdOf(thread);
  event.fd = state.fdOf(thread, dirfd);
  return event.fd === undefined ? '<UNKNOWN>' : `${event.fd.name}/`;
}

function addFile(event: Event, state: State, path: string, flags: number, at: Places): void {
  const fd = event.i64(0);
  if (fd < 0) return;
  const entry = new FdEntry(typeOfOpened(flags), path);
  entry.openFlags = flags;
  entry.dev = event.u32(at.dev);
  entry.ino = event.unsigned(at.ino);
  state.addFd(event, fd, entry);
}

function createOpenByHandle(type: EventType): Handler {
  const at = placesOf(type);
  const pathParam = paramOf(type, 'path');
  return (event, state) => {
    if (event.thread === undefined) return;
    addFile(event, state, event.text(pathParam), event.u32(at.flags), at);
  };
}

export const openRows: readonly HandlerRow[] = [
  { needs: Need.FDS, events: ['open<', 'creat<', 'openat<', 'openat2<'], create: createOpen },
  { needs: Need.FDS, events: ['open_by_handle_at<'], create: createOpenByHandle },
];
