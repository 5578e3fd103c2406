import type { EventTable } from '../../event/event-table.ts';
import type { Event } from '../../state/event.ts';
import { FdType } from '../../state/fd-entry.ts';
import { Need } from '../../state/needs.ts';
import { joinPath } from '../../state/paths.ts';
import { createArgumentText } from './argument-text.ts';
import { defineFields, type Binding, type Extract } from '../define-fields.ts';
import { directoryOf } from './evt-file-fields.ts';
import { isExitType, mayKnowFd } from '../event-types.ts';
import { fdEntryOf, isFdEvent, isFile } from './fd-lookup.ts';
import { exitMarks, hasFailed } from './fd-fields.ts';
import type { FieldContext } from '../field.ts';

/** Names of file descriptors. */
export const fdNameFields = defineFields(
  { class: 'fd', needs: Need.FDS | Need.INTERFACES, appliesTo: mayKnowFd },
  [
    {
      name: 'fd.name',
      ofFdEntry: true,
      description: 'Path of a file, or the addresses of a socket: CLIENT:PORT->SERVER:PORT.',
      bind: bindName,
    },
    {
      name: 'fd.directory',
      ofFdEntry: true,
      description: 'Directory of the file; of a directory, its path.',
      bind: bindDirectory,
    },
    {
      name: 'fd.filename',
      ofFdEntry: true,
      description: 'Name of the file without its directory.',
      extract: (event) => {
        const entry = fdEntryOf(event);
        return entry && isFile(entry.type) ? fileName(entry.name) : undefined;
      },
    },
    {
      name: 'fd.containername',
      description: 'Id of the container, a colon and the name of the fd.',
      needs: Need.FDS | Need.CONTAINERS,
      bind: (context) => ({ extract: inContainer(bindName(context).extract) }),
    },
    {
      name: 'fd.containerdirectory',
      description: 'Id of the container, a colon and the directory of the fd.',
      needs: Need.FDS | Need.CONTAINERS,
      bind: (context) => ({ extract: inContainer(bindDirectory(context).extract) }),
    },
    {
      name: 'fd.nameraw',
      classic: false,
      description: 'Name of the fd as the call gave it, before paths are resolved.',
      bind: bindRawName,
    },
  ],
);

function inContainer(extract: Extract): Extract {
  return (event) => {
    const name = extract(event);
    return name === undefined ? undefined : `${event.thread?.containerId ?? ''}:${name as string}`;
  };
}

function bindName(context: FieldContext): Binding {
  const connects = exitMarks(context.table, 'connect');
  const attempted = createAttemptedName(context);
  const extract = (event: Event): string | undefined => {
    const entry = fdEntryOf(event);
    if (entry && !(connects[event.typeId] === 1 && hasFailed(event))) return entry.name;
    return isFdEvent(event) ? attempted(event) : undefined;
  };
  return {
    extract,
    write: (event, out) => {
      const name = extract(event);
      if (name === undefined) return false;
      out.writeText(name);
      return true;
    },
  };
}

function bindDirectory(context: FieldContext): Binding {
  const attempted = createAttemptedName(context);
  return {
    extract: (event) => {
      const entry = fdEntryOf(event);
      if (entry) {
        if (entry.type === FdType.DIRECTORY) return entry.name;
        return isFile(entry.type) ? directoryName(entry.name) : undefined;
      }
      const name = isFdEvent(event) ? attempted(event) : undefined;
      return name === undefined ? undefined : directoryName(name);
    },
  };
}

/** A path that ends in a slash is left as it is. */
function directoryName(path: string): string {
  const slash = path.lastIndexOf('/');
  if (slash <= 0) return '/';
  return slash < path.length - 1 ? path.slice(0, slash) : path;
}

function fileName(path: string): string {
  const slash = path.lastIndexOf('/');
  if (slash < 0) return '/';
  return slash < path.length - 1 ? path.slice(slash + 1) : path;
}

/** What a call was about although it made no fd: the path or address it was given; else nothing. */
function createAttemptedName(context: FieldContext): (event: Event) => string | undefined {
  const { table } = context;
  const shown = exitMarks(table, 'open', 'accept', 'accept4', 'creat', 'connect');
  const relative = exitMarks(table, 'openat', 'openat2');
  const places = table.types.map((type) =>
    relative[type.id] ? openPlace(table, type.id) : undefined,
  );
  const argumentText = createArgumentText(context);
  return (event) => {
    if (!isExitType(event.type)) return undefined;
    if (shown[event.typeId] === 1) return argumentText(event, SHOWN_PARAM) ?? '';
    const place = places[event.typeId];
    return place ? openedPath(event, place) : '';
  };
}

const SHOWN_PARAM = 1;

interface OpenPlace {
  /** Whether only the enter event has the path. */
  inEnter: boolean;
  dirfd: number;
  path: number;
}

function openPlace(table: EventTable, exitId: number): OpenPlace | undefined {
  for (const id of [exitId, exitId - 1]) {
    const params = table.types[id]?.params ?? [];
    const dirfd = params.findIndex(({ name }) => name === 'dirfd');
    const path = params.findIndex(({ name }) => name === 'name');
    if (dirfd >= 0 && path >= 0) return { inEnter: id !== exitId, dirfd, path };
  }
  return undefined;
}

function openedPath(event: Event, { inEnter, dirfd, path }: OpenPlace): string | undefined {
  const record = inEnter ? event.state.enterRecord(event) : event;
  if (!record) return undefined;
  const text = record.text(path);
  const directory = directoryOf(event, text, record.i64(dirfd), '<UNKNOWN>');
  return joinPath(directory, text, record.length(path));
}

/** Params by which calls name what they open. */
const namePlaces: Readonly<Record<string, string>> = {
  open: 'name',
  openat: 'name',
  openat2: 'name',
  creat: 'name',
};

function bindRawName({ table }: FieldContext): Binding {
  const params = table.types.map((type) => {
    const name = isExitType(type) ? namePlaces[type.name] : undefined;
    return name === undefined ? -1 : type.params.findIndex((param) => param.name === name);
  });
  return {
    extract: (event) => {
      const param = params[event.typeId] ?? -1;
      if (param >= 0 && event.length(param) >= 0) return event.text(param);
      return fdEntryOf(event)?.name;
    },
  };
}
