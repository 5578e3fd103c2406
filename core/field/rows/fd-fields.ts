import { fdTypes } from '../../event/constants.ts';
import type { Edition, EventTable } from '../../event/event-table.ts';
import { FdFlag, FdType } from '../../state/fd-entry.ts';
import type { Event } from '../../state/event.ts';
import { Need } from '../../state/needs.ts';
import { defineFields, type Binding } from '../define-fields.ts';
import { isExitType, mayKnowFd, touchesFd } from '../event-types.ts';
import { bracketed } from '../field-arguments.ts';
import { argumentWrong } from '../field-errors.ts';
import type { FieldContext } from '../field.ts';
import { fdEntryOf, isConnection, isFdEvent, isListener, ofFd } from './fd-lookup.ts';
import { fdTypeChar } from '../render/labels.ts';

const defaults = { class: 'fd', needs: Need.FDS, appliesTo: mayKnowFd };

/** What a file descriptor stands for. */
export const fdFields = defineFields(defaults, [
  {
    name: 'fd.num',
    appliesTo: touchesFd,
    type: 'int64',
    format: 'ID',
    description: 'Number of the file descriptor.',
    extract: (event) => (isFdEvent(event) ? event.thread?.lastFd : undefined),
  },
  {
    name: 'fd.type',
    ofFdEntry: true,
    format: 'DEC',
    description: 'Kind of the fd: file, directory, ipv4, ipv6, unix, pipe, event and others.',
    bind: ({ table }) => ({ extract: ofFd(({ type }) => fdTypeText(type, table.edition)) }),
  },
  {
    name: 'fd.typechar',
    appliesTo: touchesFd,
    format: 'DEC',
    description:
      'Kind of the fd as one letter: f file, d directory, 4, 6, u unix, p pipe, o other.',
    bind: bindTypeChar,
  },
  {
    name: 'fd.sockfamily',
    ofFdEntry: true,
    description: 'Family of a socket: ip or unix.',
    extract: ofFd(({ type }) => {
      if (type === FdType.UNIX_SOCK) return 'unix';
      return isConnection(type) || isListener(type) ? 'ip' : undefined;
    }),
  },
  {
    name: 'fd.uid',
    appliesTo: touchesFd,
    description: 'Id of the thread directly followed by the number of the fd.',
    extract: (event) =>
      isFdEvent(event) && event.thread ? `${event.thread.tid}${event.thread.lastFd}` : undefined,
  },
  {
    name: 'fd.connected',
    type: 'bool',
    needs: Need.CONNECTED,
    description: 'Whether a socket is connected.',
    extract: ofFd((entry) => (entry.flags & FdFlag.SOCKET_CONNECTED) !== 0),
  },
  {
    name: 'fd.name_changed',
    type: 'bool',
    description: 'Whether the event changed the name, as datagrams from another peer do.',
    extract: ofFd((_entry, event) => event.fdNameChanged),
  },
  {
    name: 'fd.dev',
    type: 'int32',
    format: 'HEX',
    description: 'Number of the device that the file is on.',
    extract: ofFd((entry) => entry.dev | 0),
  },
  {
    name: 'fd.dev.major',
    type: 'int32',
    description: 'Major number of the device that the file is on.',
    extract: ofFd((entry) => (entry.dev & 0xfff00) >> 8),
  },
  {
    name: 'fd.dev.minor',
    type: 'int32',
    description: 'Minor number of the device that the file is on.',
    extract: ofFd((entry) => (entry.dev & 0xff) | ((entry.dev >>> 12) & 0xfff00)),
  },
  {
    name: 'fd.ino',
    type: 'int64',
    classic: false,
    description: 'Number of the inode.',
    extract: ofFd((entry) => entry.ino),
  },
  {
    name: 'fd.is_upper_layer',
    type: 'bool',
    classic: false,
    description: 'Whether the file is in the writable layer of an overlay file system.',
    extract: ofFd((entry) => (entry.flags & FdFlag.OVERLAY_UPPER) !== 0),
  },
  {
    name: 'fd.is_lower_layer',
    type: 'bool',
    classic: false,
    description: 'Whether the file is in a read-only layer of an overlay file system.',
    extract: ofFd((entry) => (entry.flags & FdFlag.OVERLAY_LOWER) !== 0),
  },
  {
    name: 'fd.types',
    type: 'list',
    classic: false,
    description: 'Kinds of all fds of the process, or of those with the given numbers.',
    argument: 'optional',
    argumentKind: 'fd.types[NUMBER,NUMBER]',
    readArgument: bracketed,
    appliesTo: undefined,
    bind: (_context, argument) => bindTypes(argument),
  },
]);

const typeTexts = new Map(fdTypes.map(({ value, typeText }) => [value, typeText]));

/** The word for an fd's type; the classic vocabulary has none for later types. */
export function fdTypeText(type: number, edition: Edition): string {
  if (edition === 'classic' && type > FdType.FILE_V2) return '<NA>';
  return typeTexts.get(type) ?? '<NA>';
}

/** What calls make when they succeed; it is all that is known when they fail. */
const madeBy: Readonly<Record<string, string>> = {
  open: 'f',
  openat: 'f',
  openat2: 'f',
  creat: 'f',
  socket: '4',
  accept: '4',
  accept4: '4',
  pipe: 'p',
  eventfd: 'e',
  signalfd: 's',
  timerfd_create: 't',
  inotify_init: 'i',
};

function bindTypeChar({ table }: FieldContext): Binding {
  const unknown = table.types.map(({ name }) => madeBy[name] ?? 'o');
  return {
    extract: (event) => {
      const entry = fdEntryOf(event);
      if (entry) return fdTypeChar(entry.type, table.edition);
      return isFdEvent(event) ? (unknown[event.typeId] ?? 'o') : undefined;
    },
  };
}

function bindTypes(argument: string | undefined): Binding {
  const wanted = argument?.split(',').map((part) => part.trim());
  if (wanted && !wanted.every((part) => /^\d{1,10}$/.test(part))) {
    throw argumentWrong({
      field: 'fd.types',
      argument: argument ?? '',
      expected: 'numbers of file descriptors, with commas between them',
    });
  }
  const numbers = wanted?.map(Number);
  return {
    extract: ({ thread, state }) => {
      const table = thread && state.fdTableOf(thread);
      if (!table) return undefined;
      const entries = numbers
        ? numbers.flatMap((number) => table.get(number) ?? [])
        : [...table.values()];
      return entries.length > 0 ? entries.map(({ type }) => fdTypeText(type, 'newest')) : undefined;
    },
  };
}

/** Exit events of a table by name, as marks. */
export function exitMarks(table: EventTable, ...names: readonly string[]): Readonly<Uint8Array> {
  return Uint8Array.from(table.types, (type) =>
    isExitType(type) && names.includes(type.name) ? 1 : 0,
  );
}

/** Whether the event at hand is a call that returned an error. */
export function hasFailed(event: Event): boolean {
  return event.length(0) >= 8 && event.i64(0) < 0;
}
