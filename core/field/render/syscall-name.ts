import rows from '../../event/syscall-table.json' with { type: 'json' };
import type { Edition } from '../../event/event-table.ts';

/** How many codes the classic vocabulary has. */
const CLASSIC_COUNT = 329;

interface Row {
  code: number;
  name: string;
  classicName?: string;
}

const newest: string[] = [];
const classic: string[] = [];
for (const { code, name, classicName } of rows as Row[]) {
  newest[code] = name;
  if (code < CLASSIC_COUNT) classic[code] = classicName ?? name;
}

/** Name of a system call by its portable code, undefined for codes the edition does not know. */
export function syscallName(code: number, edition: Edition): string | undefined {
  return (edition === 'classic' ? classic : newest)[code];
}

/** How many codes an edition has room for. */
export function syscallCount(edition: Edition): number {
  return edition === 'classic' ? CLASSIC_COUNT : newest.length;
}
