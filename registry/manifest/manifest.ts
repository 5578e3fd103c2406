import type { TableName } from '@chisel/core/sandbox/grants.ts';

/** What `chisel.json` says about a chisel. */
export interface Manifest {
  readonly $schema?: string;
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly category: string;
  readonly license: string;
  readonly runtime: 'typescript' | 'lua';
  /** The file that is run, by its path in the folder. */
  readonly entry: string;
  /** The version of the contract between chisel and host that it is written for. */
  readonly apiVersion: number;
  /** Which events it gets; absent: all. */
  readonly filter?: string;
  /** All it sees of an event. */
  readonly fields: readonly string[];
  readonly args?: readonly ManifestArg[];
  /** What less it asks for with certain arguments. */
  readonly narrow?: readonly ManifestNarrow[];
  /** What it may reach besides its fields; absent: it prints, and that is all. */
  readonly permissions?: ManifestPermissions;
  readonly limits?: ManifestLimits;
  readonly examples?: readonly ManifestExample[];
}

/** One argument, in the order in which they are written on the command line. */
export interface ManifestArg {
  readonly name: string;
  readonly description: string;
  readonly type: 'string' | 'number' | 'boolean';
  readonly optional?: boolean;
  readonly default?: string | number | boolean;
  /** The only values that it may have. */
  readonly choices?: readonly string[];
}

/** With these values of arguments it needs only these fields, and events that also pass this filter. */
export interface ManifestNarrow {
  readonly when: Readonly<Record<string, string | number | boolean>>;
  readonly filter?: string;
  readonly fields?: readonly string[];
}

/** What a chisel may reach; what is not named here is not there at run time. */
export interface ManifestPermissions {
  /** Tables that it may read. */
  readonly tables?: readonly TableName[];
  /** Whether it prints; true when absent. */
  readonly stdout?: boolean;
  /** Folders below which it writes files, relative to where the command runs. */
  readonly write?: readonly string[];
  /** Where it sends UDP datagrams to: `HOST:PORT`. */
  readonly net?: readonly string[];
}

export interface ManifestLimits {
  readonly memoryMb?: number;
  readonly timeMs?: number;
}

export interface ManifestExample {
  readonly command: string;
  readonly description: string;
}

/** What a chisel asks for with these arguments; '' is no filter. */
export function askedWith(
  manifest: Manifest,
  args: Readonly<Record<string, unknown>>,
): { readonly filter: string; readonly fields: readonly string[] } {
  const { filter = '', fields, narrow = [] } = manifest;
  const row = narrow.find(({ when }) =>
    Object.entries(when).every(([name, value]) => args[name] === value),
  );
  return { filter: bothFilters(filter, row?.filter), fields: row?.fields ?? fields };
}

export function bothFilters(filter: string, other = ''): string {
  if (filter === '' || other === '') return filter + other;
  return `(${filter}) and (${other})`;
}

/** The limits of a manifest as a sandbox takes them. */
export interface SandboxLimits extends Required<ManifestLimits> {
  /** 0 for a chisel that has no output; absent: as much as others. */
  readonly outputChars?: 0;
}

/** The manifest's limits with what is used in their absence. */
export function manifestLimits({ limits, permissions }: Manifest): SandboxLimits {
  const isMute = permissions?.stdout === false;
  return { memoryMb: 64, timeMs: 1000, ...limits, ...(isMute && { outputChars: 0 }) };
}
