import { EventFlag } from '../../event/event-table.ts';
import type { Event } from '../../state/event.ts';
import type { Write } from '../define-fields.ts';

export const severities: readonly string[] = 'emerg alert crit err warn notice info debug'.split(
  ' ',
);
export const facilities: readonly string[] = (
  'kern user mail daemon auth syslog lpr news uucp clock authpriv ftp ntp logaudit logalert cron ' +
  'local0 local1 local2 local3 local4 local5 local6 local7'
).split(' ');

/** A message to the system log: `<PRIORITY>text`. */
export interface SyslogMessage {
  readonly severity: number;
  readonly facility: number;
  /** A byte string. */
  readonly text: string;
}

const LOG_SOCKET = '/dev/log';
/** Longest priority that is read. */
const MAX_PRIORITY_LENGTH = 15;
const DATA_PARAM = 1;

/** Whether an event may write a message to the system log. */
export function mayLog(type: { readonly id: number; readonly flags: number }): boolean {
  return (type.id & 1) === 1 && (type.flags & EventFlag.WRITES_TO_FD) !== 0;
}

/** The message that an event wrote to the system log, if it did. */
export function syslogMessage(event: Event): SyslogMessage | undefined {
  if (!mayLog(event.type) || !event.fd?.name.includes(LOG_SOCKET)) return undefined;
  if (event.type.params[DATA_PARAM]?.type !== 'BYTEBUF' || event.i64(0) < 0) return undefined;
  const data = event.byteString(DATA_PARAM);
  let end = 1;
  while (end < data.length && data[end] !== '>' && data[end] !== '\0') {
    if (end++ === MAX_PRIORITY_LENGTH) break;
  }
  const digits = data.slice(1, end);
  if (data.length < digits.length + 2 || !/^-?\d{1,10}$/.test(digits)) return undefined;
  const priority = Number(digits) | 0;
  if (priority === -1) return undefined;
  return { severity: priority & 7, facility: priority >> 3, text: data.slice(digits.length + 2) };
}

/** The writer of `evt.info`: what a log message says, else what `writeArgs` writes. */
export function createInfoWriter(
  writeArgs: (event: Event, out: Parameters<Write>[1]) => void,
): Write {
  return (event, out) => {
    const message = mayLog(event.type) ? syslogMessage(event) : undefined;
    if (!message) writeArgs(event, out);
    else {
      const severity = severities[message.severity] ?? '<NA>';
      const end = message.text.indexOf('\0');
      const text = end < 0 ? message.text : message.text.slice(0, end);
      out.writeText(`syslog sev=${severity} msg=${text}`);
    }
    return true;
  };
}
