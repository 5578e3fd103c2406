import { EventFlag } from '../../event/event-table.ts';
import { FdType } from '../../state/fd-entry.ts';
import type { Event } from '../../state/event.ts';
import { Need } from '../../state/needs.ts';
import { defineFields, type Extract, type FieldSpec } from '../define-fields.ts';
import { isExitType, withFlags } from '../event-types.ts';
import type { EventTypeLike } from '../field.ts';

const READS = EventFlag.READS_FROM_FD;
const WRITES = EventFlag.WRITES_TO_FD;

/** Reading, writing and waiting. */
export const evtIoFields = defineFields({ class: 'evt-syscall' }, [
  {
    name: 'evt.is_io',
    type: 'bool',
    description: 'Whether the call reads from or writes to a file descriptor.',
    extract: hasFlags(READS | WRITES),
  },
  {
    name: 'evt.is_io_read',
    type: 'bool',
    description: 'Whether the call reads from a file descriptor.',
    extract: hasFlags(READS),
  },
  {
    name: 'evt.is_io_write',
    type: 'bool',
    description: 'Whether the call writes to a file descriptor.',
    extract: hasFlags(WRITES),
  },
  {
    name: 'evt.io_dir',
    description: 'The word read or write for calls that do one of them.',
    appliesTo: withFlags(READS | WRITES),
    extract: ({ type: { flags } }) => {
      if ((flags & WRITES) !== 0) return 'write';
      return (flags & READS) !== 0 ? 'read' : undefined;
    },
  },
  {
    name: 'evt.is_wait',
    type: 'bool',
    description: 'Whether the call makes its thread wait, as sleep and poll do.',
    extract: hasFlags(EventFlag.WAITS),
  },
  {
    name: 'evt.wait_latency',
    type: 'reltime',
    description: 'Nanoseconds that a waiting call took, on its exit event.',
    needs: Need.PAIRING,
    appliesTo: (type) => isExitType(type) && (type.flags & EventFlag.WAITS) !== 0,
    extract: ({ type, thread }) =>
      (type.flags & EventFlag.WAITS) !== 0 && isExitType(type)
        ? (thread?.latencyNs ?? 0)
        : undefined,
  },
  {
    name: 'evt.is_syslog',
    type: 'bool',
    description: 'Whether the event writes to /dev/log.',
    needs: Need.FDS,
    extract: ({ type, fd }) =>
      (type.flags & WRITES) !== 0 && fd !== undefined && fd.name.includes('/dev/log'),
  },
  bufferLength('evt.buflen', 'any', 'any', 'Bytes that a call read or wrote, on its exit event.'),
  bufferLength('evt.buflen.in', 'any', 'io_read', 'As evt.buflen, of reading calls.'),
  bufferLength('evt.buflen.out', 'any', 'io_write', 'As evt.buflen, of writing calls.'),
  bufferLength('evt.buflen.file', 'file', 'any', 'As evt.buflen, of files.'),
  bufferLength('evt.buflen.file.in', 'file', 'io_read', 'As evt.buflen, of files that are read.'),
  bufferLength(
    'evt.buflen.file.out',
    'file',
    'io_write',
    'As evt.buflen, of files that are written.',
  ),
  bufferLength('evt.buflen.net', 'net', 'any', 'As evt.buflen, of network sockets.'),
  bufferLength(
    'evt.buflen.net.in',
    'net',
    'io_read',
    'As evt.buflen, of network sockets that are read.',
  ),
  bufferLength(
    'evt.buflen.net.out',
    'net',
    'io_write',
    'As evt.buflen, of network sockets that are written.',
  ),
]);

function hasFlags(flags: number): Extract {
  return ({ type }) => (type.flags & flags) !== 0;
}

type Medium = 'any' | 'file' | 'net';

const ioCategories: readonly string[] = ['io_read', 'io_write', 'io_other'];

function bufferLength(
  name: string,
  medium: Medium,
  category: string,
  description: string,
): FieldSpec {
  const matches = (type: EventTypeLike & { category?: string }): boolean =>
    isExitType(type) &&
    (category === 'any' ? ioCategories.includes(type.category ?? '') : type.category === category);
  return {
    name,
    type: 'uint64',
    hidden: name !== 'evt.buflen',
    description,
    needs: Need.FDS,
    appliesTo: matches,
    bind: ({ table }) => {
      const counts = Uint8Array.from(table.types, (type) => (matches(type) ? 1 : 0));
      return {
        extract: (event) =>
          counts[event.typeId] === 1 && event.fd && isMedium(event.fd.type, medium)
            ? transferred(event)
            : undefined,
      };
    },
  };
}

function isMedium(fdType: number, medium: Medium): boolean {
  if (medium === 'any') return true;
  if (medium === 'file') return fdType === FdType.FILE || fdType === FdType.FILE_V2;
  return fdType >= FdType.IPV4_SOCK && fdType <= FdType.IPV6_SERVSOCK;
}

/** The result of an I/O call is how many bytes it moved. */
function transferred(event: Event): number | undefined {
  if (event.length(0) < 8) return undefined;
  const count = event.i64(0);
  return count >= 0 ? count : undefined;
}
