import { ByteWriter } from '../../bytes/byte-writer.ts';
import type { EventTable } from '../../event/event-table.ts';
import type { FdEntry } from '../../state/fd-entry.ts';
import type { Event } from '../../state/event.ts';
import { Need } from '../../state/needs.ts';
import { defineFields, type FieldSpec } from '../define-fields.ts';
import { isConnection, isListener } from './fd-lookup.ts';
import { writeAddress } from '../render/address.ts';

/** A count of two bytes, then ten for each: the fd and its flags. */
const COUNT_BYTES = 2;
const ENTRY_BYTES = 10;

/** What the reference takes for the address of a socket that listens on IPv6. */
const IPV4_BYTES = 4;

/** The file descriptors that poll waits for. */
export const fdlistFields = defineFields({ class: 'fdlist', needs: Need.FDS, appliesTo: isPoll }, [
  list('fdlist.nums', 'ID', 'Numbers of the file descriptors, with commas.', (_entry, fd) =>
    String(fd),
  ),
  list('fdlist.names', 'NA', 'Names of the file descriptors, with commas.', (entry) =>
    entry && entry.name !== '' ? entry.name : '<NA>',
  ),
  list('fdlist.cips', 'NA', 'Addresses of the clients, with commas.', (entry) =>
    entry && isConnection(entry.type) ? addressText(entry.sip) : undefined,
  ),
  list('fdlist.sips', 'NA', 'Addresses of the servers, with commas.', (entry) => {
    if (!entry) return undefined;
    if (isListener(entry.type)) return addressText(entry.sip.slice(0, IPV4_BYTES));
    return isConnection(entry.type) ? addressText(entry.dip) : undefined;
  }),
  list('fdlist.cports', 'DEC', 'Ports of the clients, with commas.', (entry) =>
    entry && isConnection(entry.type) ? String(entry.sport) : undefined,
  ),
  list('fdlist.sports', 'DEC', 'Ports of the servers, with commas.', (entry) =>
    entry && isConnection(entry.type) ? String(entry.dport) : undefined,
  ),
]);

function isPoll({ name }: { readonly name: string }): boolean {
  return name === 'poll' || name === 'ppoll';
}

type Show = (entry: FdEntry | undefined, fd: number) => string | undefined;

function list(name: string, format: string, description: string, show: Show): FieldSpec {
  return {
    name,
    format,
    description,
    bind: ({ table }) => {
      const params = listParams(table);
      return {
        extract: (event) => {
          const param = params[event.typeId] ?? -1;
          const text = param < 0 ? '' : listText(event, param, show);
          return text === '' ? undefined : text;
        },
      };
    },
  };
}

function listParams(table: EventTable): Readonly<Int8Array> {
  return Int8Array.from(table.types, (type) =>
    isPoll(type) ? type.params.findIndex((param) => param.type === 'FDLIST') : -1,
  );
}

function listText(event: Event, param: number, show: Show): string {
  const length = event.length(param);
  if (length < COUNT_BYTES || !event.thread) return '';
  const at = event.offset(param);
  const room = Math.floor((length - COUNT_BYTES) / ENTRY_BYTES);
  const count = Math.min(event.view.getUint16(at, true), room);
  const texts: string[] = [];
  for (let i = 0; i < count; i++) {
    const place = at + COUNT_BYTES + i * ENTRY_BYTES;
    const fd =
      event.view.getInt32(place + 4, true) * 4294967296 + event.view.getUint32(place, true);
    const text = show(event.state.fdOf(event.thread, fd), fd);
    if (text !== undefined) texts.push(text);
  }
  return texts.join(',');
}

function addressText(address: string): string | undefined {
  scratch.length = 0;
  return writeAddress(scratch, address) ? scratch.text() : undefined;
}

const scratch = new ByteWriter(64);
