import type { ByteWriter } from '../../bytes/byte-writer.ts';
import type { ParamType } from '../../event/event-table.ts';
import { AT_FDCWD } from '../../event/constants.ts';
import type { Event } from '../../state/event.ts';
import { joinPath } from '../../state/paths.ts';
import type { Thread } from '../../state/thread.ts';
import { isPrintable } from './buffer.ts';
import { printable } from './labels.ts';
import { resolvedText, type ParamText } from './param-text.ts';
import type { TextStorage } from './text-storage.ts';

const SLASH = 0x2f;
/** Paths that were not known start so; they have no absolute form. */
const UNKNOWN = '<NA>';

/** Text of paths: the absolute form follows those that are relative. */
export function pathText(param: ParamType, storage: TextStorage): ParamText {
  return resolvedText(
    0,
    (event, at, length, out) =>
      writePrintable(out, event.bytes, at, at + Math.min(length, storage.size)),
    (event, at, length, out) => {
      if (length <= 0 || event.bytes[at] === SLASH) return false;
      const thread = threadOf(event);
      if (thread === undefined) return false;
      const path = textAt(event, at, length);
      if (path.startsWith(UNKNOWN)) return false;
      out.writeText(joinPath(baseOf(event, thread, param), path, length));
      return true;
    },
  );
}

/** Who did it, also when the state has no thread for this event. */
export function threadOf(event: Event): Thread | undefined {
  return event.thread ?? event.state.threadOf(event.tid);
}

/** Writes the printable bytes up to a NUL. */
export function writePrintable(out: ByteWriter, bytes: Uint8Array, at: number, end: number): void {
  out.reserve(end - at);
  const target = out.bytes;
  let to = out.length;
  for (let i = at; i < end; i++) {
    const byte = bytes[i] as number;
    if (byte === 0) break;
    if (isPrintable(byte)) target[to++] = byte;
  }
  out.length = to;
}

function textAt(event: Event, at: number, length: number): string {
  let end = at;
  while (end < at + length && event.bytes[end] !== 0) end++;
  return event.slice(at, end);
}

/** The directory a relative path starts from, with a slash at its end. */
function baseOf(event: Event, thread: Thread, param: ParamType): string {
  const { state } = event;
  if (param.dirfdParam === undefined) return state.cwdOf(thread);
  const fd = event.i64(param.dirfdParam);
  if (fd === AT_FDCWD) return state.cwdOf(thread);
  const name = state.fdOf(thread, fd)?.name ?? '';
  return name === '' ? '' : `${printable(name)}/`;
}
