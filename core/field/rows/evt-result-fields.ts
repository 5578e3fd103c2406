import { errnoNames } from '../../event/constants.ts';
import { EventFlag, type EventTable } from '../../event/event-table.ts';
import { FdType } from '../../state/fd-entry.ts';
import type { Event } from '../../state/event.ts';
import { Need } from '../../state/needs.ts';
import { defineFields, type Binding, type Extract } from '../define-fields.ts';
import { hasResult, isExitType, paramIndexes, typeMarks } from '../event-types.ts';
import type { EventTypeLike } from '../field.ts';
import { createArgumentText } from './argument-text.ts';

/** What a call returned. */
export const evtResultFields = defineFields({ class: 'evt-syscall' }, [
  {
    name: 'evt.res',
    format: 'DEC',
    description: 'SUCCESS, or the name of the error, as in ENOENT.',
    appliesTo: hasResult,
    bind: (context) => bindResultText(context.table, createArgumentText(context)),
  },
  {
    name: 'evt.rawres',
    type: 'int64',
    description: 'What the call returned, as a number: negative for an error.',
    appliesTo: hasResult,
    bind: ({ table }) => ({ extract: createRawResult(table) }),
  },
  {
    name: 'evt.failed',
    type: 'bool',
    description: 'Whether the call returned an error.',
    bind: ({ table }) => {
      const failed = createFailed(table);
      return { extract: failed };
    },
  },
  {
    name: 'evt.count',
    type: 'uint32',
    description: 'Always 1, to count events by adding up.',
    extract: () => 1,
  },
  {
    name: 'evt.count.error',
    type: 'uint32',
    description: 'The number 1 when the call returned an error.',
    appliesTo: hasResult,
    bind: ({ table }) => ({ extract: createErrorCount(table, () => true) }),
  },
  {
    name: 'evt.count.error.file',
    type: 'uint32',
    description: 'The number 1 when a call on a file or directory returned an error.',
    needs: Need.FDS,
    appliesTo: hasResult,
    bind: ({ table }) => bindErrorKind(table, fileTypes, fileOpeners),
  },
  {
    name: 'evt.count.error.net',
    type: 'uint32',
    description: 'The number 1 when a call on a socket returned an error.',
    needs: Need.FDS,
    appliesTo: hasResult,
    bind: ({ table }) => bindErrorKind(table, socketTypes, socketOpeners),
  },
  {
    name: 'evt.count.error.memory',
    type: 'uint32',
    description: 'The number 1 when a call for memory returned an error.',
    appliesTo: (type) => isMemory(type) && hasResult(type),
    bind: ({ table }) => {
      const memory = typeMarks(table, isMemory);
      return { extract: createErrorCount(table, (event) => memory[event.typeId] === 1) };
    },
  },
  {
    name: 'evt.count.error.other',
    type: 'uint32',
    description: 'The number 1 when a call of none of the other kinds returned an error.',
    needs: Need.FDS,
    appliesTo: hasResult,
    bind: ({ table }) => bindOtherErrors(table),
  },
  {
    name: 'evt.count.exit',
    type: 'uint32',
    description: 'The number 1 on exit events.',
    appliesTo: isExitType,
    extract: (event) => ((event.typeId & 1) === 1 ? 1 : undefined),
  },
  {
    name: 'evt.count.procinfo',
    type: 'uint32',
    hidden: true,
    description: 'The number 1 on the regular report about a process.',
    needs: Need.THREADS,
    appliesTo: (type) => type.name === 'procinfo',
    extract: ({ type, thread }) => (type.name === 'procinfo' && thread?.isLeader ? 1 : undefined),
  },
  {
    name: 'evt.count.threadinfo',
    type: 'uint32',
    hidden: true,
    description: 'The number 1 on the regular report about a thread.',
    appliesTo: (type) => type.name === 'procinfo',
    extract: ({ type }) => (type.name === 'procinfo' ? 1 : undefined),
  },
]);

const fileTypes: readonly number[] = [FdType.FILE, FdType.FILE_V2, FdType.DIRECTORY];
const socketTypes: readonly number[] = [
  FdType.IPV4_SOCK,
  FdType.IPV6_SOCK,
  FdType.IPV4_SERVSOCK,
  FdType.IPV6_SERVSOCK,
  FdType.UNIX_SOCK,
];
/** Calls that are known to be about files or sockets although they failed to make an fd. */
const fileOpeners: readonly string[] = ['open', 'creat', 'openat', 'openat2'];
const socketOpeners: readonly string[] = ['accept', 'accept4', 'connect'];

function isMemory(type: EventTypeLike & { category?: string }): boolean {
  return type.category === 'memory';
}

/** The param that holds the answer, by type id: `res`, or `fd` when an exit event makes one. */
function resultParams(table: EventTable): Readonly<Int8Array> {
  const made = typeMarks(
    table,
    (type) => isExitType(type) && (type.flags & EventFlag.CREATES_FD) !== 0,
  );
  const fd = paramIndexes(table, 'fd');
  return paramIndexes(table, 'res').map((res, id) =>
    res >= 0 || !made[id] ? res : (fd[id] as number),
  );
}

/** Reads the answer of an event; undefined when it has none. */
function createRawResult(table: EventTable): (event: Event) => number | bigint | undefined {
  const params = resultParams(table);
  return (event) => {
    const param = params[event.typeId] ?? -1;
    return param >= 0 && event.length(param) >= 8 ? event.signed(param) : undefined;
  };
}

function createFailed(table: EventTable): (event: Event) => boolean {
  const params = resultParams(table);
  return (event) => {
    const param = params[event.typeId] ?? -1;
    return param >= 0 && event.i64(param) < 0;
  };
}

function bindResultText(
  table: EventTable,
  argumentText: (event: Event, param: number) => string | undefined,
): Binding {
  const params = resultParams(table);
  const isErrno = table.types.map(({ params: all }, id) => {
    const type = all[params[id] as number]?.type;
    return type === 'ERRNO' || type === 'FD';
  });
  return {
    extract: (event) => {
      const param = params[event.typeId] ?? -1;
      if (param < 0 || event.length(param) < 8) return undefined;
      const result = event.i64(param);
      if (result >= 0) return 'SUCCESS';
      const name = isErrno[event.typeId] ? errnoNames.get(-result) : undefined;
      return name ?? argumentText(event, param);
    },
  };
}

function createErrorCount(table: EventTable, counts: (event: Event) => boolean): Extract {
  const failed = createFailed(table);
  return (event) => (failed(event) && counts(event) ? 1 : undefined);
}

function bindErrorKind(
  table: EventTable,
  fdTypes: readonly number[],
  openers: readonly string[],
): Binding {
  const opens = typeMarks(table, (type) => isExitType(type) && openers.includes(type.name));
  return {
    extract: createErrorCount(table, ({ fd, typeId }) =>
      fd ? fdTypes.includes(fd.type) : opens[typeId] === 1,
    ),
  };
}

function bindOtherErrors(table: EventTable): Binding {
  const known = [...fileTypes, ...socketTypes];
  const openers = [...fileOpeners, ...socketOpeners];
  const counted = typeMarks(
    table,
    (type) => isMemory(type) || (isExitType(type) && openers.includes(type.name)),
  );
  return {
    extract: createErrorCount(table, ({ fd, typeId }) =>
      fd ? !known.includes(fd.type) : counted[typeId] !== 1,
    ),
  };
}
