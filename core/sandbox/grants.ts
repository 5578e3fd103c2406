import { defineError } from '../errors/chisel-error.ts';

/** One thing that a chisel may do to the world outside its sandbox. */
export type Grant = NetGrant | WriteGrant;

/** A table of the run's state that a chisel may read. */
export type TableName = 'threads' | 'fds' | 'containers';

/** It may send datagrams to one port of one host. */
export interface NetGrant {
  readonly kind: 'net';
  /** An IP address or a host name, as it was written. */
  readonly host: string;
  readonly port: number;
}

/** It may create and write files in a folder and below. */
export interface WriteGrant {
  readonly kind: 'write';
  readonly folder: string;
}

export const badGrant = defineError<{ grant: string; reason: string }>(
  'CHISEL_BAD_GRANT',
  ({ grant, reason }) => ({
    message: `the permission ${JSON.stringify(grant)} ${reason}`,
    remedy: 'Write net:HOST:PORT, as net:127.0.0.1:8125, or write:DIR, as write:out.',
  }),
);

/**
 * Reads a permission as `--allow` and the key `permissions` of a manifest have it: `net:HOST:PORT` or
 * `write:DIR`. An IPv6 address stands in brackets.
 */
export function parseGrant(text: string): Grant {
  const [kind, value] = splitAt(text, text.indexOf(':'));
  if (kind === 'net') return parseNet(text, value);
  if (kind !== 'write') throw badGrant({ grant: text, reason: 'is of no known kind' });
  if (value === '' || value.includes('\0'))
    throw badGrant({ grant: text, reason: 'names no folder' });
  return { kind, folder: value };
}

/** The grant as `parseGrant` reads it. */
export function formatGrant(grant: Grant): string {
  if (grant.kind === 'write') return `write:${grant.folder}`;
  const host = grant.host.includes(':') ? `[${grant.host}]` : grant.host;
  return `net:${host}:${String(grant.port)}`;
}

/** Whether one of the grants covers sending to this place. */
export function maySend(grants: readonly Grant[], host: string, port: number): boolean {
  return grants.some((grant) => grant.kind === 'net' && grant.host === host && grant.port === port);
}

function parseNet(text: string, value: string): NetGrant {
  const [host, port] = splitAt(value, value.lastIndexOf(':'));
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  const isHost =
    process.getBuiltinModule('node:net').isIP(bare) !== 0 ||
    /^[A-Za-z0-9]([A-Za-z0-9.-]{0,252})$/.test(bare);
  if (!isHost) throw badGrant({ grant: text, reason: 'names no host' });
  const number = /^\d{1,5}$/.test(port) ? Number(port) : 0;
  if (number < 1 || number > 0xffff) throw badGrant({ grant: text, reason: 'names no port' });
  return { kind: 'net', host: bare, port: number };
}

function splitAt(text: string, at: number): [before: string, after: string] {
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
