import { AT_FDCWD } from '../../event/constants.ts';
import type { EventTable } from '../../event/event-table.ts';
import type { Event } from '../../state/event.ts';
import { Need } from '../../state/needs.ts';
import { joinPath } from '../../state/paths.ts';
import { defineFields, type Binding, type Extract, type FieldSpec } from '../define-fields.ts';
import { isExitType } from '../event-types.ts';
import { dotted } from '../field-arguments.ts';
import { argumentWrong } from '../field-errors.ts';
import type { EventTypeLike, FieldContext } from '../field.ts';

const O_READ = 1;
const O_WRITE = 2;
const O_CREATE = 4;
const O_TMPFILE = 8192;
const O_F_CREATED = 16384;
const ANY_EXECUTE = 0o111;

/** Opening files, and paths that calls give relative to a directory. */
export const evtFileFields = defineFields({ class: 'evt-syscall' }, [
  openCheck(
    'evt.is_open_read',
    'Whether the event opens a file for reading.',
    (opened) => (event) => (event.u32(opened.flags) & O_READ) !== 0,
  ),
  openCheck(
    'evt.is_open_write',
    'Whether the event opens a file for writing.',
    (opened) => (event) => (event.u32(opened.flags) & O_WRITE) !== 0,
  ),
  openCheck(
    'evt.is_open_exec',
    'Whether the event creates a file that somebody may execute.',
    (opened) => (event) =>
      (opened.flags < 0 || (event.u32(opened.flags) & (O_TMPFILE | O_CREATE)) !== 0) &&
      (event.u32(opened.mode) & ANY_EXECUTE) !== 0,
    ['open', 'openat', 'openat2', 'creat'],
  ),
  {
    ...openCheck(
      'evt.is_open_create',
      'Whether the event created the file it opens.',
      (opened) => (event) => {
        const flags = event.u32(opened.flags);
        return (flags & O_F_CREATED) !== 0 || ((flags & O_TMPFILE) !== 0 && event.i64(0) >= 0);
      },
    ),
    classic: false,
  },
  {
    name: 'evt.abspath',
    description:
      'Absolute path that a call gave relative to a directory; .src and .dst choose where there are two.',
    argument: 'optional',
    argumentKind: 'evt.abspath.src or evt.abspath.dst',
    readArgument: dotted(/src|dst/y),
    needs: Need.FDS,
    appliesTo: (type) => relativePaths.has(type.name),
    bind: bindAbsolutePath,
  },
  ...infraFields(),
]);

/** Where an event type has what it opens a file with; -1: it has it not. */
interface OpenParams {
  flags: number;
  mode: number;
}

function openCheck(
  name: string,
  description: string,
  check: (opened: OpenParams) => (event: Event) => boolean,
  names: readonly string[] = ['open', 'openat', 'openat2'],
): FieldSpec {
  return {
    name,
    type: 'bool',
    description,
    bind: ({ table }) => {
      const checks = table.types.map((type) => {
        const opened = names.includes(type.name) ? openParams(table, type) : undefined;
        return opened && check(opened);
      });
      return { extract: (event) => checks[event.typeId]?.(event) ?? false };
    },
  };
}

/** Of a call only the exit event counts, unless just the enter event has the params. */
function openParams(table: EventTable, type: EventTypeLike): OpenParams | undefined {
  const exit = table.types[type.id | 1];
  if (!isExitType(type) && exit && paramIndex(exit, 'mode') >= 0) return undefined;
  const flags = paramIndex(type, 'flags');
  const mode = paramIndex(type, 'mode');
  return mode < 0 ? undefined : { flags, mode };
}

function paramIndex(type: EventTypeLike, name: string): number {
  return type.params.findIndex((param) => param.name === name);
}

type PathParams = readonly [dirfd: string, path: string];

/** Calls with paths relative to a directory: the params of the first path, and of the second. */
const relativePaths: ReadonlyMap<string, readonly [src: PathParams, dst?: PathParams]> = new Map([
  [
    'renameat',
    [
      ['olddirfd', 'oldpath'],
      ['newdirfd', 'newpath'],
    ],
  ],
  [
    'renameat2',
    [
      ['olddirfd', 'oldpath'],
      ['newdirfd', 'newpath'],
    ],
  ],
  [
    'symlinkat',
    [
      ['linkdirfd', 'linkpath'],
      ['linkdirfd', 'linkpath'],
    ],
  ],
  [
    'openat',
    [
      ['dirfd', 'name'],
      ['dirfd', 'name'],
    ],
  ],
  [
    'openat2',
    [
      ['dirfd', 'name'],
      ['dirfd', 'name'],
    ],
  ],
  [
    'linkat',
    [
      ['olddir', 'oldpath'],
      ['newdir', 'newpath'],
    ],
  ],
  [
    'unlinkat',
    [
      ['dirfd', 'name'],
      ['dirfd', 'name'],
    ],
  ],
  [
    'mkdirat',
    [
      ['dirfd', 'path'],
      ['dirfd', 'path'],
    ],
  ],
  [
    'fchmodat',
    [
      ['dirfd', 'filename'],
      ['dirfd', 'filename'],
    ],
  ],
] as const);

function bindAbsolutePath({ table }: FieldContext, argument: string | undefined): Binding {
  if (argument !== undefined && argument !== 'src' && argument !== 'dst') {
    throw argumentWrong({ field: 'evt.abspath', argument, expected: 'src or dst' });
  }
  const which = argument === 'dst' ? 1 : 0;
  const places = table.types.map((type) => pathPlace(table, type, which));
  return {
    extract: (event) => {
      const place = places[event.typeId];
      if (!place || !event.thread || event.length(place.path) < 0) return undefined;
      const path = event.text(place.path);
      return joinPath(
        directoryOf(event, path, event.i64(place.dirfd)),
        path,
        event.length(place.path),
      );
    },
  };
}

interface PathPlace {
  dirfd: number;
  path: number;
}

function pathPlace(table: EventTable, type: EventTypeLike, which: 0 | 1): PathPlace | undefined {
  const names = relativePaths.get(type.name)?.[which];
  if (!names) return undefined;
  const exit = table.types[type.id | 1];
  if (!isExitType(type) && exit && paramIndex(exit, names[1]) >= 0) return undefined;
  const dirfd = paramIndex(type, names[0]);
  const path = paramIndex(type, names[1]);
  return dirfd >= 0 && path >= 0 ? { dirfd, path } : undefined;
}

/** The directory that a path of the event at hand starts from, with a slash at its end. */
export function directoryOf(
  event: Event,
  path: string,
  dirfd: number,
  unknown = '<UNKNOWN>/',
): string {
  const { thread, state } = event;
  if (!thread || path.startsWith('/')) return '.';
  if (dirfd === AT_FDCWD) return state.cwdOf(thread);
  const directory = state.fdOf(thread, dirfd);
  return directory ? `${directory.name}/` : unknown;
}

const DESCRIPTION_PARAM = 2;

/** Fields of messages about Docker, which are written as `KEY:VALUE; KEY:VALUE`. */
function infraFields(): FieldSpec[] {
  return [
    infra('evt.infra.docker.name', 'Event', 'Name of a Docker event.', (value) => value),
    infra(
      'evt.infra.docker.container.id',
      'ID',
      'Id of the container of a Docker event.',
      (value) => value.trim().slice(0, 12),
    ),
    infra(
      'evt.infra.docker.container.name',
      'name',
      'Container of a Docker event.',
      (value) => value,
    ),
    infra('evt.infra.docker.container.image', 'Image', 'Image of a Docker event.', imageName),
  ];
}

function infra(
  name: string,
  key: string,
  description: string,
  show: (value: string, rest: string) => string,
): FieldSpec {
  const isInfra = (type: EventTypeLike): boolean => type.name === 'infra' && !isExitType(type);
  const extract: Extract = (event) => {
    if (!isInfra(event.type)) return undefined;
    for (const part of event.text(DESCRIPTION_PARAM).split(';')) {
      const entry = part.trim();
      if (!entry.startsWith(key)) continue;
      const rest = entry.slice(entry.indexOf(':') + 1);
      return show(rest.split(':')[0] ?? '', rest).trim();
    }
    return undefined;
  };
  return { name, hidden: true, description, appliesTo: isInfra, extract };
}

function imageName(value: string, rest: string): string {
  const at = value.indexOf('@');
  if (at >= 0) return value.slice(0, at);
  return value.includes('sha256') ? rest : value;
}
