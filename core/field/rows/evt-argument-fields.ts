import { signed64, unsigned64 } from '../../bytes/words.ts';
import type { EventTable, ParamType } from '../../event/event-table.ts';
import type { Event } from '../../state/event.ts';
import { Need } from '../../state/needs.ts';

import { defineFields, type Binding, type Write } from '../define-fields.ts';
import { paramIndexes, withParam } from '../event-types.ts';
import {
  allParamNames,
  bracketed,
  dottedName,
  integerArgument,
  oneOf,
} from '../field-arguments.ts';
import { argumentWrong } from '../field-errors.ts';
import type { FieldContext, FieldType, FieldValue } from '../field.ts';
import { createArgsWriter, createArgumentWriter } from '../render/args-writer.ts';
import { createInfoWriter } from './syslog.ts';
import { textOf } from '../text-of.ts';

/** What params may be shown with: names of fds, processes, users and groups, and directories. */
const SHOWN = Need.FDS | Need.USERS | Need.INTERFACES;

const byName = dottedName(allParamNames);

/** The arguments of calls. */
export const evtArgumentFields = defineFields(
  { class: 'evt-syscall', needs: SHOWN | Need.PAYLOADS },
  [
    {
      name: 'evt.args',
      description: 'All arguments as NAME=VALUE, with what a value stands for in brackets.',
      bind: (context) => {
        const writeArgs = createArgsWriter(context);
        return written((event, out) => {
          writeArgs(event, out);
          return true;
        });
      },
    },
    {
      name: 'evt.arg',
      description:
        'One argument, by name or by position: what its value stands for, or else the value.',
      argument: 'required',
      argumentKind: 'evt.arg.NAME or evt.arg[INDEX]',
      readArgument: oneOf(bracketed, byName),
      bind: bindArgument,
    },
    {
      name: 'evt.rawarg',
      type: 'dynamic',
      description: 'The plain value of the argument with the given name.',
      argument: 'required',
      argumentKind: 'evt.rawarg.NAME',
      readArgument: byName,
      bind: bindRawArgument,
    },
    {
      name: 'evt.info',
      description: 'As evt.args, but of messages to /dev/log what they say.',
      bind: (context) => written(createInfoWriter(createArgsWriter(context))),
    },
    {
      name: 'evt.buffer',
      type: 'bytes',
      description: 'The data that a call read or wrote, as far as it was captured.',
      needs: Need.PAYLOADS,
      appliesTo: withParam('data'),
      bind: bindBuffer,
    },
  ],
);

function written(write: Write): Binding {
  return { extract: textOf(write), write };
}

/** Types of params whose text needs nothing but their own bytes. */
const selfContained =
  /^(U?INT(8|16|32|64)|(ENUM)?FLAGS(8|16|32)|MODE|CHARBUF|BYTEBUF|ERRNO|SIGTYPE|SIGSET|RELTIME|ABSTIME|SYSCALLID|SOCKADDR|SOCKTUPLE)$/;

function bindArgument(context: FieldContext, argument = ''): Binding {
  const { table } = context;
  const writeArgument = createArgumentWriter(context);
  const index = integerArgument(argument);
  if (index === undefined) return bindNamed(table, argument, writeArgument);
  if (index < 0)
    throw argumentWrong({ field: 'evt.arg', argument, expected: 'a position from 0 on' });
  return {
    ...written((event, out) => writeArgument(event, index, out)),
    appliesTo: (type) => type.params.length > index,
  };
}

function bindNamed(
  table: EventTable,
  name: string,
  writeArgument: ReturnType<typeof createArgumentWriter>,
): Binding {
  if (!allParamNames(table).has(name)) {
    throw argumentWrong({
      field: 'evt.arg',
      argument: name,
      expected: 'a name that some event has; -L lists the events and their arguments',
    });
  }
  const indexes = paramIndexes(table, name);
  const types = paramsNamed(table, name);
  return {
    ...written((event, out) => {
      const index = indexes[event.typeId] ?? -1;
      return index >= 0 && writeArgument(event, index, out);
    }),
    needs:
      (types.every(({ type }) => selfContained.test(type)) ? Need.NONE : SHOWN) | payloadsOf(types),
    appliesTo: withParam(name),
  };
}

function paramsNamed(table: EventTable, name: string): ParamType[] {
  return table.types.flatMap((type) => type.params.filter((param) => param.name === name));
}

function payloadsOf(params: readonly ParamType[]): number {
  return params.some(({ type }) => type === 'BYTEBUF') ? Need.PAYLOADS : Need.NONE;
}

const fieldTypes: Readonly<Record<string, FieldType>> = {
  INT8: 'int8',
  INT16: 'int16',
  INT32: 'int32',
  INT64: 'int64',
  UINT8: 'uint8',
  UINT16: 'uint16',
  UINT32: 'uint32',
  UINT64: 'uint64',
  CHARBUF: 'text',
  FSPATH: 'path',
  FSRELPATH: 'path',
  BYTEBUF: 'bytes',
  ERRNO: 'int64',
  FD: 'int64',
  FD32: 'int32',
  PID: 'int64',
  PID32: 'int32',
  PORT: 'port',
  FLAGS8: 'uint8',
  FLAGS16: 'uint16',
  FLAGS32: 'uint32',
  ENUMFLAGS8: 'uint8',
  ENUMFLAGS16: 'uint16',
  ENUMFLAGS32: 'uint32',
  MODE: 'uint32',
  UID: 'uint32',
  GID: 'uint32',
  SIGTYPE: 'uint8',
  SYSCALLID: 'uint16',
  RELTIME: 'reltime',
  ABSTIME: 'abstime',
  BOOL: 'bool',
  IPV4ADDR: 'ip',
  IPV6ADDR: 'ip',
};

/**
 * The value has the type of the first param of that name in the table, whatever the event at hand
 * says; it is read in the width that the event has.
 */
function bindRawArgument({ table }: FieldContext, name = ''): Binding {
  const [first] = paramsNamed(table, name);
  if (!first) {
    throw argumentWrong({
      field: 'evt.rawarg',
      argument: name,
      expected: 'a name that some event has; -L lists the events and their arguments',
    });
  }
  const type = fieldTypes[first.type] ?? 'bytes';
  const read = type.startsWith('int') ? readSigned : (readers[type] ?? readUnsigned);
  const indexes = paramIndexes(table, name);
  return {
    type,
    needs: payloadsOf(paramsNamed(table, name)),
    format: first.format,
    appliesTo: withParam(name),
    extract: (event) => {
      const index = indexes[event.typeId] ?? -1;
      return index < 0 || event.length(index) < 0 ? undefined : read(event, index);
    },
  };
}

type Read = (event: Event, param: number) => FieldValue | undefined;

const readers: Partial<Record<FieldType, Read>> = {
  text: (event, param) => event.text(param),
  path: (event, param) => event.text(param),
  bytes: (event, param) => event.byteString(param),
  ip: (event, param) => event.byteString(param),
  bool: (event, param) => readUnsigned(event, param) !== 0,
};

function readUnsigned(event: Event, param: number): FieldValue | undefined {
  const { view } = event;
  const at = event.offset(param);
  switch (event.length(param)) {
    case 1:
      return view.getUint8(at);
    case 2:
      return view.getUint16(at, true);
    case 4:
      return view.getUint32(at, true);
    case 8:
      return unsigned64(view.getInt32(at, true), view.getInt32(at + 4, true));
    default:
      return undefined;
  }
}

function readSigned(event: Event, param: number): FieldValue | undefined {
  const { view } = event;
  const at = event.offset(param);
  switch (event.length(param)) {
    case 1:
      return view.getInt8(at);
    case 2:
      return view.getInt16(at, true);
    case 4:
      return view.getInt32(at, true);
    case 8:
      return signed64(view.getInt32(at, true), view.getInt32(at + 4, true));
    default:
      return undefined;
  }
}

/** Filters see the bytes, lines their text. */
function bindBuffer(context: FieldContext): Binding {
  const indexes = paramIndexes(context.table, 'data');
  const writeArgument = createArgumentWriter(context);
  return {
    extract: (event) => {
      const index = indexes[event.typeId] ?? -1;
      return index < 0 || event.length(index) < 0 ? undefined : event.byteString(index);
    },
    write: (event, out) => {
      const index = indexes[event.typeId] ?? -1;
      return index >= 0 && writeArgument(event, index, out);
    },
  };
}
