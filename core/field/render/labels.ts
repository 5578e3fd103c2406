import { BytePiece } from '../../bytes/byte-piece.ts';
import { errnoNames, fdTypes, l4Chars, signalNames } from '../../event/constants.ts';
import type { Edition } from '../../event/event-table.ts';
import { FdType, type FdEntry } from '../../state/fd-entry.ts';
import type { Thread } from '../../state/thread.ts';

const UNPRINTABLE = /[^\x20-\x7e]/;
/** Later fd types have no letter in the classic vocabulary. */
const LAST_CLASSIC_TYPE = FdType.FILE_V2;

/** What follows an fd's number: type, protocol and name in brackets. */
export function fdLabel(entry: FdEntry, edition: Edition): BytePiece {
  return (entry.label ??= new BytePiece(`(${fdLabelText(entry, edition)})`));
}

/** What follows a pid: the name of its process in brackets; empty when the name is. */
export function pidLabel(thread: Thread): BytePiece {
  return (thread.label ??= new BytePiece(thread.comm === '' ? '' : `(${thread.comm})`));
}

const typeChars = new Map(fdTypes.map((row) => [row.value, row.char]));

/** The letter of an fd's type. */
export function fdTypeChar(type: number, edition: Edition): string {
  if (edition === 'classic' && type > LAST_CLASSIC_TYPE) return '?';
  return typeChars.get(type) ?? '?';
}

/** Drops what is not printable. */
export function printable(text: string): string {
  return UNPRINTABLE.test(text) ? text.replace(/[^\x20-\x7e]/g, '') : text;
}

const errnoLabels = new Map<number, BytePiece>();
const signalLabels = new Map<number, BytePiece>();

/** `(ENOENT)` for a negative errno, undefined when it has no name. */
export function errnoLabel(result: number): BytePiece | undefined {
  return labelOf(-result, errnoNames, errnoLabels);
}

/** `(SIGKILL)`, undefined when the number has no name. */
export function signalLabel(signal: number): BytePiece | undefined {
  return labelOf(signal, signalNames, signalLabels);
}

function fdLabelText(entry: FdEntry, edition: Edition): string {
  const l4 = l4Chars[entry.shownL4] ?? '';
  return `<${fdTypeChar(entry.type, edition)}${l4}>${printable(entry.name)}`;
}

function labelOf(
  value: number,
  names: ReadonlyMap<number, string>,
  made: Map<number, BytePiece>,
): BytePiece | undefined {
  const known = made.get(value);
  if (known !== undefined) return known;
  const name = names.get(value);
  if (name === undefined) return undefined;
  const label = new BytePiece(`(${name})`);
  made.set(value, label);
  return label;
}
