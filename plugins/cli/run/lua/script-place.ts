import type { Grant, TableName } from '@chisel/core/sandbox/grants.ts';
import type { Limits } from '@chisel/core/sandbox/runtime.ts';

/** Where a script comes from, and what it may do. */
export interface ScriptPlace {
  readonly name: string;
  /** Its own files, as byte strings, when it is a folder. */
  readonly files: ReadonlyMap<string, string>;
  /** Where modules and other chisels are looked for. */
  readonly folders: readonly string[];
  readonly limits: Limits;
  readonly grants: readonly Grant[];
  readonly tables: ReadonlySet<TableName>;
  /** Throws when its manifest declares no such field. */
  checkField(name: string): void;
  /** Its filter within what its manifest lets it see. */
  filterFor(filter: string): string;
}
