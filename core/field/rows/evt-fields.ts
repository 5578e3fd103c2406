import type { Event } from '../../state/event.ts';
import { Need } from '../../state/needs.ts';
import { defineFields, noValue } from '../define-fields.ts';
import type { EventTypeLike } from '../field.ts';

/** Number and origin of an event. */
export const evtFields = defineFields({ class: 'evt' }, [
  {
    name: 'evt.num',
    type: 'uint64',
    format: 'ID',
    description: 'Number of the event, from 1; events that are not shown count too.',
    extract: (event) => event.num,
    write: (event, out) => {
      out.writeInteger(event.num);
      return true;
    },
  },
  {
    name: 'evt.pluginname',
    description: 'Name of the plugin that an event comes from; plugin events have no decoder here.',
    extract: noValue,
  },
  {
    name: 'evt.plugininfo',
    description: 'What a plugin says of its event; plugin events have no decoder here.',
    extract: noValue,
  },
  {
    name: 'evt.source',
    classic: false,
    description: 'Where the event comes from: syscall for all that the kernel side reports.',
    appliesTo: isFromSystem,
    extract: ({ type }) => (isFromSystem(type) ? 'syscall' : undefined),
  },
  {
    name: 'evt.is_async',
    type: 'bool',
    classic: false,
    description: 'Whether the event tells about state and is no call of a thread.',
    extract: ({ type }) => isAsync(type),
  },
  {
    name: 'evt.asynctype',
    classic: false,
    description: 'Kind of an event that tells about state, as in container.',
    appliesTo: isAsync,
    extract: asyncType,
  },
  {
    name: 'evt.hostname',
    classic: false,
    description: 'Name of the machine where the events were recorded.',
    needs: Need.NONE,
    extract: ({ state }) => state.machine?.hostname,
  },
]);

/** Events by which captures carry state. */
const asyncNames = new Set(
  'container procinfo k8s mesos useradded userdeleted groupadded groupdeleted asyncevent drop cpu_hotplug notification infra scapevent sysdigevent'.split(
    ' ',
  ),
);

function isAsync(type: EventTypeLike): boolean {
  return asyncNames.has(type.name);
}

function isFromSystem(type: EventTypeLike): boolean {
  return type.name !== 'pluginevent';
}

function asyncType(event: Event): string | undefined {
  const { type } = event;
  if (!isAsync(type)) return undefined;
  if (type.name !== 'asyncevent') return type.name;
  const param = type.params.findIndex(({ name }) => name === 'name');
  return param < 0 ? type.name : event.text(param);
}
