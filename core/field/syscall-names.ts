import rows from '../event/syscall-table.json' with { type: 'json' };
import type { Edition } from '../event/event-table.ts';
import { syscallCount } from './render/syscall-name.ts';

interface SyscallRow {
  code: number;
  name: string;
  classicName?: string;
  category?: string;
}

/** Name and category of a call that has no event type of its own. */
export interface SyscallEntry {
  readonly name: string;
  readonly category: string;
}

const tables = new Map<Edition, readonly (SyscallEntry | undefined)[]>();

/** The calls of an edition by the code that generic events carry. */
export function syscallsOf(edition: Edition): readonly (SyscallEntry | undefined)[] {
  let table = tables.get(edition);
  if (!table) {
    const byCode: (SyscallEntry | undefined)[] = [];
    for (const { code, name, classicName, category } of rows as SyscallRow[]) {
      if (code >= syscallCount(edition)) continue;
      byCode[code] = {
        name: edition === 'classic' ? (classicName ?? name) : name,
        category: category ?? 'unknown',
      };
    }
    tables.set(edition, (table = byCode));
  }
  return table;
}
