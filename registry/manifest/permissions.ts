import { isPayloadField } from '@chisel/core/field/rows/payload-fields.ts';
import type { TableName } from '@chisel/core/sandbox/grants.ts';
import { manifestLimits, type Manifest } from './manifest.ts';

/** One thing that a chisel may do or see. */
export interface Permission {
  /** How `--allow` names it: `table:threads`, `write:reports`, `net:10.0.0.1:8125`, `field:evt.buffer`. */
  readonly id: string;
  /** The same in plain words, as the end of a sentence about the chisel. */
  readonly words: string;
}

/** All that a manifest lets its chisel see, reach and use, in the order in which it is shown. */
export function permissionsOf(manifest: Manifest): Permission[] {
  return [...sightOf(manifest), ...reachOf(manifest), ...limitsOf(manifest)];
}

/** What of its permissions goes beyond the fields: tables and output. */
export function reachOf({ permissions = {} }: Manifest): Permission[] {
  const { tables = [], stdout = true, write = [], net = [] } = permissions;
  return [
    ...tables.map((table) => ({ id: `table:${table}`, words: `reads ${tableWords[table]}` })),
    ...(stdout ? [{ id: 'stdout', words: 'prints to standard output' }] : []),
    ...write.map((folder) => ({
      id: `write:${folder}`,
      words: `writes files below the folder ${folder}`,
    })),
    ...net.map((target) => ({ id: `net:${target}`, words: `sends UDP datagrams to ${target}` })),
  ];
}

/**
 * What a version of a chisel wants more than the one before it; nothing when it can do no more.
 * Another filter counts as more unless all events were seen before: which is wider can't be told.
 */
export function newPermissions(before: Manifest, after: Manifest): Permission[] {
  const held = new Set(permissionsOf(before).map(({ id }) => id));
  return permissionsOf(after).filter(({ id }) => !held.has(id) && !isCovered(id, before));
}

const tableWords: Record<TableName, string> = {
  threads: 'the table of threads: names, arguments, environments and users of all processes',
  fds: 'the table of open files and connections of all processes',
  containers: 'the table of containers',
};

function sightOf({ filter, fields }: Manifest): Permission[] {
  return [
    {
      id: filter === undefined ? 'events' : `events:${filter}`,
      words: filter === undefined ? 'sees all events' : `sees events with ${filter}`,
    },
    ...fields.map((field) => ({
      id: `field:${field}`,
      words: isPayloadField(field)
        ? `sees ${field}, which shows contents and may hold secrets`
        : `sees ${field}`,
    })),
  ];
}

function limitsOf(manifest: Manifest): Permission[] {
  const { memoryMb, timeMs } = manifestLimits(manifest);
  return [
    { id: `memory:${memoryMb}`, words: `uses at most ${memoryMb} MB of memory` },
    { id: `time:${timeMs}`, words: `takes at most ${timeMs} ms for a batch of events` },
  ];
}

/** Whether what a manifest has goes further than the permission with this id. */
function isCovered(id: string, manifest: Manifest): boolean {
  const [kind = '', ...rest] = id.split(':');
  const value = rest.join(':');
  const { memoryMb, timeMs } = manifestLimits(manifest);
  if (kind === 'memory') return Number(value) <= memoryMb;
  if (kind === 'time') return Number(value) <= timeMs;
  if (kind === 'events') return manifest.filter === undefined;
  const folders = manifest.permissions?.write ?? [];
  return kind === 'write' && folders.some((folder) => value.startsWith(`${folder}/`));
}
