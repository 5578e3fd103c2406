import { BytePiece } from '../../bytes/byte-piece.ts';
import { AT_FDCWD } from '../../event/constants.ts';
import type { Edition } from '../../event/event-table.ts';
import type { Event } from '../../state/event.ts';
import { errnoLabel, fdLabel, fdTypeChar } from './labels.ts';
import { writeHex32, writeSigned64, writeUnsigned64 } from './number.ts';
import { writeDecimal64 } from './number-text.ts';
import {
  labelledText,
  plainText,
  type Label,
  type ParamText,
  type TextWriter,
} from './param-text.ts';
import { threadOf } from './path-text.ts';
import type { TextStorage } from './text-storage.ts';

const TWO_32 = 4294967296;
const CURRENT_DIRECTORY = new BytePiece('(AT_FDCWD)');
/** Bytes of a polled fd: its number and its flags. */
const POLL_ENTRY = 10;

/** Text of fds of 64 bits: what the fd is, or the name of the error. */
export function fdText(edition: Edition): ParamText {
  const label: Label = (event, at) => {
    const low = event.view.getInt32(at, true);
    const high = event.view.getInt32(at + 4, true);
    return labelOf(event, low, high, edition);
  };
  const whole: TextWriter = (event, at, _length, out) => {
    const { view } = event;
    const low = view.getInt32(at, true);
    const high = view.getInt32(at + 4, true);
    writeSigned64(out, low, high);
    const piece = labelOf(event, low, high, edition);
    if (piece !== undefined) out.writePiece(piece);
  };
  return { ...labelledText(8, writeDecimal64, label), whole };
}

/** Text of fds of 32 bits. */
export function shortFdText(edition: Edition): ParamText {
  const raw: TextWriter = (event, at, _length, out) =>
    out.writeInteger(event.view.getInt32(at, true));
  return labelledText(4, raw, (event, at) => {
    const fd = event.view.getInt32(at, true);
    return labelOf(event, fd, fd >> 31, edition);
  });
}

function labelOf(event: Event, low: number, high: number, edition: Edition): BytePiece | undefined {
  const thread = threadOf(event);
  if (thread === undefined) return undefined;
  if (high < 0) return high === -1 && low === AT_FDCWD ? CURRENT_DIRECTORY : errnoLabel(low);
  const entry = event.state.fdOf(thread, high * TWO_32 + (low >>> 0));
  return entry && fdLabel(entry, edition);
}

/** Text of poll sets: `4:u1 5:p3`, each with the letter of its type and its flags. */
export function fdListText(edition: Edition, storage: TextStorage): ParamText {
  return plainText(0, (event, at, length, out) => {
    const thread = threadOf(event);
    if (thread === undefined || length < 2) return;
    const { view } = event;
    const start = out.length;
    const count = Math.min(view.getUint16(at, true), Math.floor((length - 2) / POLL_ENTRY));
    for (let i = 0; i < count; i++) {
      const entryAt = at + 2 + i * POLL_ENTRY;
      const low = view.getInt32(entryAt, true);
      const high = view.getInt32(entryAt + 4, true);
      const entry = event.state.fdOf(thread, high * TWO_32 + (low >>> 0));
      writeUnsigned64(out, low, high);
      out.writeByte(0x3a);
      out.writeText(entry ? fdTypeChar(entry.type, edition) : '?');
      writeHex32(out, view.getInt16(entryAt + 8, true), 0x61);
      if (i < count - 1) out.writeByte(0x20);
      if (out.length - start >= storage.size - 1) break;
    }
    out.length = Math.min(out.length, start + storage.size - 1);
  });
}
