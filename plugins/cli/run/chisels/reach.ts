import { parseGrant, type Grant, type TableName } from '@chisel/core/sandbox/grants.ts';
import type { Manifest } from '@chisel/registry/running.ts';
import type { Settings } from '../../command-line/settings.ts';

/** What a chisel may reach besides its fields, whatever its language. */
export interface Reach {
  readonly grants: readonly Grant[];
  readonly tables: ReadonlySet<TableName>;
}

/** What its manifest declares, and what is allowed to it for this run. */
export function reachOfManifest({ permissions = {} }: Manifest, { allow }: Settings): Reach {
  const { tables = [], write = [], net = [] } = permissions;
  const declared = [
    ...write.map((folder) => parseGrant(`write:${folder}`)),
    ...net.map((target) => parseGrant(`net:${target}`)),
  ];
  return { grants: [...declared, ...allow], tables: new Set(tables) };
}

/** A bare script declares nothing: the user runs it as it is, files and network apart. */
export function reachOfScript({ allow }: Settings): Reach {
  return { grants: allow, tables: new Set(['threads', 'fds', 'containers']) };
}
