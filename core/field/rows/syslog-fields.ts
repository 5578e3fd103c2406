import { Need } from '../../state/needs.ts';
import { defineFields } from '../define-fields.ts';
import { facilities, mayLog, severities, syslogMessage } from './syslog.ts';

/** Messages to the system log. */
export const syslogFields = defineFields(
  { class: 'syslog', needs: Need.FDS | Need.PAYLOADS, appliesTo: mayLog },
  [
    {
      name: 'syslog.facility.str',
      description: 'Name of the part of the system that logs, as in cron.',
      extract: (event) => {
        const message = syslogMessage(event);
        return message && (facilities[message.facility] ?? '<NA>');
      },
    },
    {
      name: 'syslog.facility',
      type: 'uint32',
      description: 'Number of the part of the system that logs, from 0 to 23.',
      extract: (event) => syslogMessage(event)?.facility,
    },
    {
      name: 'syslog.severity.str',
      description: 'Name of the severity, from debug to emerg.',
      extract: (event) => {
        const message = syslogMessage(event);
        return message && (severities[message.severity] ?? '<NA>');
      },
    },
    {
      name: 'syslog.severity',
      type: 'uint32',
      description: 'Number of the severity: 0 is the worst, 7 is debug.',
      extract: (event) => syslogMessage(event)?.severity,
    },
    {
      name: 'syslog.message',
      description: 'Text of the message.',
      extract: (event) => syslogMessage(event)?.text,
    },
  ],
);
