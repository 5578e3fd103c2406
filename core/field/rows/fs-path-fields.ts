import type { EventTable } from '../../event/event-table.ts';
import type { EventRecord } from '../../event/event-record.ts';
import type { Event } from '../../state/event.ts';
import { Need } from '../../state/needs.ts';
import { joinPath } from '../../state/paths.ts';
import { defineFields, type FieldSpec } from '../define-fields.ts';
import { isExitType } from '../event-types.ts';
import type { EventTypeLike } from '../field.ts';

type Role = 'name' | 'source' | 'target';

/** Params by which calls give the paths they work on; of two names the later table has the second. */
const pathParams: Readonly<Record<Role, Readonly<Record<string, readonly string[]>>>> = {
  name: {
    mkdir: ['path'],
    mkdirat: ['path'],
    rmdir: ['path'],
    unlink: ['path'],
    unlinkat: ['name', 'path'],
    open: ['name'],
    openat: ['name'],
    openat2: ['name'],
    creat: ['name'],
    chmod: ['filename'],
    fchmodat: ['filename'],
    chown: ['path'],
    lchown: ['path'],
    fchownat: ['pathname'],
    quotactl: ['special'],
    umount: ['name'],
    umount2: ['name'],
    open_by_handle_at: ['path'],
  },
  source: {
    rename: ['oldpath'],
    renameat: ['oldpath'],
    renameat2: ['oldpath'],
    link: ['newpath'],
    linkat: ['newpath'],
    symlink: ['linkpath'],
    symlinkat: ['linkpath'],
    mount: ['dev'],
  },
  target: {
    rename: ['newpath'],
    renameat: ['newpath'],
    renameat2: ['newpath'],
    link: ['oldpath'],
    linkat: ['oldpath'],
    symlink: ['target'],
    symlinkat: ['target'],
    mount: ['dir'],
  },
};

/** Calls that name a file by its fd. */
const byFd = new Set(['fchmod', 'fchown']);

/** The paths that successful calls worked on. */
export const fsPathFields = defineFields(
  { class: 'fs.path', needs: Need.FDS | Need.PAIRING, classic: false },
  [
    ...pathPair('name', 'Path of what a call made, removed, opened or changed'),
    ...pathPair('source', 'Path that a call moved, linked or mounted from'),
    ...pathPair('target', 'Path that a call moved, linked or mounted to'),
  ],
);

function pathPair(role: Role, what: string): FieldSpec[] {
  return [
    path(`fs.path.${role}`, role, `${what}, absolute.`, true),
    path(`fs.path.${role}raw`, role, `${what}, as the call gave it.`, false),
  ];
}

function path(name: string, role: Role, description: string, absolute: boolean): FieldSpec {
  const params = pathParams[role];
  const applies = (type: EventTypeLike): boolean =>
    isExitType(type) && (type.name in params || (role === 'name' && byFd.has(type.name)));
  return {
    name,
    description,
    appliesTo: applies,
    bind: ({ table }) => {
      const places = table.types.map((type) =>
        applies(type) ? pathPlace(table, type, params[type.name] ?? []) : undefined,
      );
      return {
        extract: (event) => {
          const place = places[event.typeId];
          if (!place || !event.thread || event.length(0) < 8 || event.i64(0) < 0) return undefined;
          if (place.param < 0) return event.fd?.name;
          const record = place.inEnter ? event.state.enterRecord(event) : event;
          return record && pathText(event, record, place.param, absolute);
        },
      };
    },
  };
}

interface Place {
  /** Of the param; -1 when the name is that of the event's fd. */
  param: number;
  /** Whether only the enter event has it. */
  inEnter: boolean;
}

function pathPlace(
  table: EventTable,
  type: EventTypeLike,
  names: readonly string[],
): Place | undefined {
  if (byFd.has(type.name)) return { param: -1, inEnter: false };
  for (const id of [type.id, type.id - 1]) {
    const param = table.types[id]?.params.findIndex(({ name }) => names.includes(name)) ?? -1;
    if (param >= 0) return { param, inEnter: id !== type.id };
  }
  return undefined;
}

function pathText(
  { thread, state }: Event,
  record: EventRecord,
  param: number,
  absolute: boolean,
): string | undefined {
  const length = record.length(param);
  if (length <= 0 || !thread) return undefined;
  const text = record.text(param);
  return absolute ? joinPath(state.cwdOf(thread), text, length) : text;
}
