import { emptyFilter } from '../command-line/errors.ts';
import type { Settings } from '../command-line/settings.ts';

/** The filter of the words that are left, with the processes that `-U` leaves out. */
export function filterText(words: readonly string[], settings: Settings): string | undefined {
  const text = words.join(' ');
  // A script's empty variable asks for all events, as in the reference.
  const isNone = words.length === 0 || (text === '' && !settings.displayFilter);
  if (!isNone && text.trim() === '') throw emptyFilter({});
  const kept = settings.suppressedComms.map((comm) => `not proc.name = ${quoted(comm)}`);
  const parts = text === '' ? kept : [kept.length > 0 ? `(${text})` : text, ...kept];
  return parts.length === 0 ? undefined : parts.join(' and ');
}

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}
