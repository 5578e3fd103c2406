import { BytePiece } from '../../bytes/byte-piece.ts';
import { EventFlag, isEnter } from '../../event/event-table.ts';
import { syscallsOf } from '../../event/syscalls.ts';
import { FdType } from '../../state/fd-entry.ts';
import { Need } from '../../state/needs.ts';
import { defineFields, type Binding } from '../define-fields.ts';
import { dottedName } from '../field-arguments.ts';
import { argumentWrong } from '../field-errors.ts';
import type { EventTypeLike, FieldContext } from '../field.ts';

/** Generic events, enter and exit: their first param says which call it was. */
const GENERIC_EXIT = 1;
const ENTER_MARK = 0x3e;
const EXIT_MARK = 0x3c;

/** What kind of event it is. */
export const evtTypeFields = defineFields({ class: 'evt-syscall' }, [
  {
    name: 'evt.dir',
    format: 'DIR',
    description: 'The sign > when a call begins, < when it returns.',
    extract: (event) => (isEnter(event.typeId) ? '>' : '<'),
    write: (event, out) => {
      out.writeByte(isEnter(event.typeId) ? ENTER_MARK : EXIT_MARK);
      return true;
    },
  },
  {
    name: 'evt.type',
    description: 'Name of the call or other event, as in open.',
    bind: bindTypeName,
  },
  {
    name: 'evt.type.is',
    type: 'uint32',
    format: 'NA',
    description: 'The number 1 for events of the given name or number, 0 for others.',
    argument: 'required',
    argumentKind: 'evt.type.is.NAME',
    readArgument: dottedName((table) => new Set(table.names()), /^\d+/),
    bind: (context, argument) => bindTypeIs(context, argument ?? ''),
  },
  {
    name: 'syscall.type',
    description: 'Name of the call; other events have none.',
    appliesTo: isCall,
    bind: (context) => {
      const { extract } = bindTypeName(context);
      return { extract: (event) => (isCall(event.type) ? extract(event) : undefined) };
    },
  },
  {
    name: 'evt.category',
    description: 'What the call is about: file, net, memory, process and so on.',
    needs: Need.FDS,
    bind: bindCategory,
  },
  {
    name: 'evt.cpu',
    type: 'int16',
    format: 'ID',
    description: 'Number of the CPU the event happened on.',
    extract: (event) => (event.cpu << 16) >> 16,
    write: (event, out) => {
      out.writeInteger((event.cpu << 16) >> 16);
      return true;
    },
  },
]);

/** Events of one type have one name, except those for calls without an event of their own. */
function bindTypeName({ table }: FieldContext): Binding {
  const syscalls = syscallsOf(table.edition);
  const pieces = table.types.map((type) => new BytePiece(type.name));
  const syscallPieces = syscalls.map((syscall) => syscall && new BytePiece(syscall.name));
  return {
    extract: (event) =>
      event.typeId <= GENERIC_EXIT ? syscalls[event.first16()]?.name : event.type.name,
    write: (event, out) => {
      const { typeId } = event;
      const piece = typeId <= GENERIC_EXIT ? syscallPieces[event.first16()] : pieces[typeId];
      if (piece !== undefined) out.writePiece(piece);
      else if (typeId > GENERIC_EXIT) out.writeText(event.type.name);
      return piece !== undefined || typeId > GENERIC_EXIT;
    },
  };
}

/** The newer switch events are no calls, nor are those that carry state. */
function isCall({ id, flags }: EventTypeLike): boolean {
  return id !== SWITCH && (flags & EventFlag.SKIPPARSERESET) === 0;
}
const SWITCH = 152;

/** As in the reference, a name stands for the first pair of types that have it. */
function bindTypeIs({ table }: FieldContext, argument: string): Binding {
  if (/^\d{1,9}$/.test(argument)) {
    const wanted = Number(argument);
    return {
      extract: (event) => (event.typeId === wanted ? 1 : 0),
    };
  }
  const first = table.named(argument)[0]?.id;
  if (first === undefined) {
    throw argumentWrong({
      field: 'evt.type.is',
      argument,
      expected: 'the name of an event; -L lists them',
    });
  }
  return {
    format: 'DEC',
    extract: ({ typeId }) => (typeId === first || typeId === first + 1 ? 1 : 0),
  };
}

const shownCategories: Readonly<Record<string, string>> = {
  other: 'other',
  file: 'file',
  net: 'net',
  ipc: 'IPC',
  memory: 'memory',
  process: 'process',
  sleep: 'sleep',
  system: 'system',
  signal: 'signal',
  user: 'user',
  time: 'time',
  processing: 'processing',
  wait: 'wait',
  scheduler: 'scheduler',
};

const ofFdType: Readonly<Record<number, string>> = {
  [FdType.FILE]: 'file',
  [FdType.FILE_V2]: 'file',
  [FdType.DIRECTORY]: 'file',
  [FdType.IPV4_SOCK]: 'net',
  [FdType.IPV6_SOCK]: 'net',
  [FdType.IPV4_SERVSOCK]: 'net',
  [FdType.IPV6_SERVSOCK]: 'net',
  [FdType.FIFO]: 'ipc',
  [FdType.UNIX_SOCK]: 'ipc',
  [FdType.EVENT]: 'ipc',
  [FdType.SIGNALFD]: 'ipc',
  [FdType.INOTIFY]: 'ipc',
};

/** I/O is of the category of what it is done to. */
const io = new Set(['io_read', 'io_write', 'io_other']);

function bindCategory({ table }: FieldContext): Binding {
  const syscalls = syscallsOf(table.edition);
  const shown = table.types.map(({ category }) => shownCategories[category] ?? 'unknown');
  const isIo = table.types.map(({ category }) => io.has(category));
  return {
    extract: (event) => {
      const { typeId, fd } = event;
      if (typeId <= GENERIC_EXIT) {
        return shownCategories[syscalls[event.first16()]?.category ?? ''] ?? 'unknown';
      }
      if (isIo[typeId]) return (fd && ofFdType[fd.type]) ?? 'unknown';
      return shown[typeId] ?? 'unknown';
    },
  };
}
