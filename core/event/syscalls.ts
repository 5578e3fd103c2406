import type { Edition } from './event-table.ts';
import rows from './syscall-table.json' with { type: 'json' };

interface SyscallRow {
  code: number;
  name: string;
  classicName?: string;
  category?: string;
}

/** Name and category of a system call that has no event type of its own. */
export interface Syscall {
  readonly name: string;
  readonly category: string;
}

/** How many codes the classic vocabulary has. */
const CLASSIC_COUNT = 329;

const tables = new Map<Edition, readonly (Syscall | undefined)[]>();

/** The calls of an edition by the code that generic events carry. */
export function syscallsOf(edition: Edition): readonly (Syscall | undefined)[] {
  let table = tables.get(edition);
  if (!table) tables.set(edition, (table = createTable(edition)));
  return table;
}

function createTable(edition: Edition): readonly (Syscall | undefined)[] {
  const byCode: (Syscall | undefined)[] = [];
  for (const { code, name, classicName, category } of rows as SyscallRow[]) {
    if (edition === 'classic' && code >= CLASSIC_COUNT) continue;
    byCode[code] = {
      name: edition === 'classic' ? (classicName ?? name) : name,
      category: category ?? 'unknown',
    };
  }
  return byCode;
}
