import dynamicParams from '../../event/dynamic-params.json' with { type: 'json' };
import { signalNames } from '../../event/constants.ts';
import type { ParamType } from '../../event/event-table.ts';
import { syscallsOf } from '../../event/syscalls.ts';
import type { State } from '../../state/state.ts';
import type { FieldContext } from '../field.ts';
import { createBufferWriter } from './buffer.ts';
import { fdListText, fdText, shortFdText } from './fd-text.ts';
import { createFlagLabels, createFlagNames } from './flags.ts';
import { errnoLabel, pidLabel, printable, signalLabel } from './labels.ts';
import { numberText, writeDecimal64 } from './number-text.ts';
import { shortNumber, writeSigned64, writeUnsigned64 } from './number.ts';
import {
  labelledText,
  plainText,
  resolvedText,
  type Label,
  type ParamText,
  type TextWriter,
} from './param-text.ts';
import { pathText } from './path-text.ts';
import { socketAddressText, socketTupleText } from './socket-text.ts';
import { textStorageOf } from './text-storage.ts';

const ALL_ONES = 0xffffffff;
const TWO_32 = 4294967296;
const SIGNALS = 32;

type CreateText = (param: ParamType, context: FieldContext) => ParamText;

/** How params of each type become text; numbers are not in it. */
const creators: Readonly<Record<string, CreateText>> = {
  CHARBUF: (_param, context) => charBufText(context),
  BYTEBUF: (_param, context) => byteBufText(context),
  FSPATH: (param, context) => pathText(param, textStorageOf(context)),
  FSRELPATH: (param, context) => pathText(param, textStorageOf(context)),
  FD: (_param, context) => fdText(context.table.edition),
  FD32: (_param, context) => shortFdText(context.table.edition),
  FDLIST: (_param, context) => fdListText(context.table.edition, textStorageOf(context)),
  PID: () => pidText(),
  PID32: () => shortPidText(),
  ERRNO: () => errnoText(),
  SOCKADDR: (_param, context) => socketAddressText(context.text.resolvePorts),
  SOCKTUPLE: (_param, context) => socketTupleText(context.text.resolvePorts),
  SYSCALLID: (_param, context) => syscallText(context),
  SIGTYPE: () => signalText(),
  SIGSET: () =>
    plainText(4, (event, at, _length, out) => {
      out.writeText(signalSet(event.view.getUint32(at, true)));
    }),
  RELTIME: () => durationText(),
  FLAGS8: (param) => flagsText(param, 1),
  FLAGS16: (param) => flagsText(param, 2),
  FLAGS32: (param) => flagsText(param, 4),
  ENUMFLAGS8: (param) => flagsText(param, 1),
  ENUMFLAGS16: (param) => flagsText(param, 2),
  ENUMFLAGS32: (param) => flagsText(param, 4),
  MODE: (param) => modeText(param),
  UID: () => idText((state, id) => state.users.get(id)?.name),
  GID: () => idText((state, id) => state.groups.get(id)?.name),
  DYN: (param, context) => dynamicText(param, context),
  ABSTIME: () => plainText(0, (_event, _at, _length, out) => out.writeText(NO_DYNAMIC)),
  CHARBUFARRAY: () => listText('.'),
};

const NO_DYNAMIC = 'INVALID DYNAMIC PARAMETER';
const NO_TEXT = '(n.a.)';

/** How the values of a param become text, exactly as the reference writes them. */
export function createParamText(param: ParamType, context: FieldContext): ParamText {
  const create = creators[param.type];
  if (create) return create(param, context);
  const isNumber = /^U?INT(8|16|32|64)$/.test(param.type);
  if (isNumber) return numberText(param.type, param.format);
  return plainText(0, (_event, _at, _length, out) => out.writeText(NO_TEXT));
}

/** Text up to a NUL, bytes as they are. */
function charBufText(context: FieldContext): ParamText {
  const storage = textStorageOf(context);
  return plainText(0, (event, at, length, out) => {
    storage.fit(length);
    // Without a byte of its own, not even a NUL, a text goes on into what follows.
    const limit = length > 0 ? length : Math.min(storage.size - 1, event.bytes.length - at);
    out.reserve(limit);
    const source = event.bytes;
    const target = out.bytes;
    const start = out.length;
    let i = 0;
    for (; i < limit; i++) {
      const byte = source[at + i] as number;
      if (byte === 0) break;
      target[start + i] = byte;
    }
    out.length = start + i;
  });
}

function byteBufText(context: FieldContext): ParamText {
  const storage = textStorageOf(context);
  const write = createBufferWriter(context.text);
  return plainText(0, (event, at, length, out) => {
    if (length <= 0) return;
    const start = out.length;
    write(out, event.bytes, at, at + length);
    // What is cut in the end has been there in full.
    storage.double(Math.max(length, out.length - start));
  });
}

function pidText(): ParamText {
  return labelledText(8, writeDecimal64, (event, at) => {
    const high = event.view.getInt32(at + 4, true);
    const thread = event.state.threadOf(high * TWO_32 + event.view.getUint32(at, true));
    return thread && pidLabel(thread);
  });
}

function shortPidText(): ParamText {
  const { raw } = numberText('INT32', 'DEC');
  return labelledText(4, raw, (event, at) => {
    const thread = event.state.threadOf(event.view.getInt32(at, true));
    return thread && pidLabel(thread);
  });
}

function errnoText(): ParamText {
  const label: Label = (event, at) =>
    event.view.getInt32(at + 4, true) < 0 ? errnoLabel(event.view.getInt32(at, true)) : undefined;
  const whole: TextWriter = (event, at, _length, out) => {
    const { view } = event;
    const low = view.getInt32(at, true);
    const high = view.getInt32(at + 4, true);
    writeSigned64(out, low, high);
    const piece = high < 0 ? errnoLabel(low) : undefined;
    if (piece !== undefined) out.writePiece(piece);
  };
  return { ...labelledText(8, writeDecimal64, label), whole };
}

function syscallText(context: FieldContext): ParamText {
  const syscalls = syscallsOf(context.table.edition);
  return resolvedText(
    2,
    (event, at, _length, out) => {
      const id = event.view.getUint16(at, true);
      if (syscalls[id] === undefined) out.writeText('<unknown syscall>');
      else out.writeInteger(id);
    },
    (event, at, _length, out) => {
      const name = syscalls[event.view.getUint16(at, true)]?.name;
      if (name !== undefined) out.writeText(name);
      return name !== undefined;
    },
  );
}

function signalText(): ParamText {
  return labelledText(
    1,
    (event, at, _length, out) => out.writeInteger(event.bytes[at] as number),
    (event, at) => signalLabel(event.bytes[at] as number),
  );
}

/** Names of the signals in a set of 32, by blanks. */
function signalSet(bits: number): string {
  const names: string[] = [];
  for (let i = 0; i < SIGNALS; i++) {
    const name = (bits >>> i) & 1 ? signalNames.get(i + 1) : undefined;
    if (name !== undefined) names.push(name);
  }
  return names.join(' ');
}

/** Nanoseconds, then seconds; all ones stand for no time at all. */
function durationText(): ParamText {
  const isNone: (low: number, high: number) => boolean = (low, high) => (low & high) === -1;
  return resolvedText(
    8,
    (event, at, _length, out) => {
      const low = event.view.getInt32(at, true);
      const high = event.view.getInt32(at + 4, true);
      if (isNone(low, high)) out.writeText('none');
      else writeUnsigned64(out, low, high);
    },
    (event, at, _length, out) => {
      const low = event.view.getInt32(at, true);
      const high = event.view.getInt32(at + 4, true);
      if (isNone(low, high)) return false;
      out.writeText(shortNumber(((high >>> 0) * TWO_32 + (low >>> 0)) / 1e9));
      out.writeByte(0x73);
      return true;
    },
  );
}

function flagsText(param: ParamType, width: 1 | 2 | 4): ParamText {
  const read: (view: DataView, at: number) => number = {
    1: (view: DataView, at: number) => view.getUint8(at),
    2: (view: DataView, at: number) => view.getUint16(at, true),
    4: (view: DataView, at: number) => view.getUint32(at, true),
  }[width];
  const raw: TextWriter = (event, at, _length, out) => out.writeInteger(read(event.view, at));
  if (!param.flagTable) return plainText(width, raw);
  const exact = param.type.startsWith('ENUM');
  const labelFor = createFlagLabels(createFlagNames(param.flagTable, exact));
  return labelledText(width, raw, (event, at) => labelFor(read(event.view, at)));
}

function modeText(param: ParamType): ParamText {
  const { raw } = numberText('UINT32', param.format);
  if (!param.flagTable) return plainText(4, raw);
  const labelFor = createFlagLabels(createFlagNames(param.flagTable, false));
  return labelledText(4, raw, (event, at) => labelFor(event.view.getUint32(at, true)));
}

/** A user's or group's number and name. */
function idText(nameOf: (state: State, id: number) => string | undefined): ParamText {
  return resolvedText(
    4,
    (event, at, _length, out) => out.writeInteger(event.view.getInt32(at, true)),
    (event, at, _length, out) => {
      const id = event.view.getUint32(at, true);
      const name = id === ALL_ONES ? '<NONE>' : nameOf(event.state, id);
      out.writeText(name === undefined ? '<NA>' : printable(name));
      return true;
    },
  );
}

/** The value's first byte says which of the inner types the rest has. */
function dynamicText(param: ParamType, context: FieldContext): ParamText {
  const row = dynamicParams.find((entry) => entry.name === param.dynamic);
  const inner = (row?.entries ?? []).map(([type = '']) =>
    createParamText({ ...param, type, dynamic: undefined }, context),
  );
  const innerAt = (bytes: Uint8Array, at: number, length: number): ParamText | undefined => {
    const text = length > 0 ? inner[bytes[at] as number] : undefined;
    return text && length - 1 >= text.width ? text : undefined;
  };
  const writer =
    (which: 'raw' | 'whole'): TextWriter =>
    (event, at, length, out) => {
      const text = innerAt(event.bytes, at, length);
      if (text) text[which](event, at + 1, length - 1, out);
      else out.writeText(NO_DYNAMIC);
    };
  return {
    width: 0,
    raw: writer('raw'),
    resolved: (event, at, length, out) =>
      innerAt(event.bytes, at, length)?.resolved?.(event, at + 1, length - 1, out) ?? false,
    whole: writer('whole'),
  };
}

/** Texts that each end in a NUL. */
function listText(separator: string): ParamText {
  return plainText(0, (event, at, length, out) => {
    if (length <= 0) return;
    const texts = event.slice(at, at + length).split('\0');
    if (texts.at(-1) === '') texts.pop();
    out.writeText(texts.join(separator));
  });
}
