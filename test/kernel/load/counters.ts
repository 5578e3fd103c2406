import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeChisel } from './write-chisel.ts';

/** Chisels that say that events come, and at the end how many events they were given, those of losses apart. */
export interface Counter {
  readonly name: string;
  /** How many rounds of a loop each event takes. */
  readonly rounds: number;
  /** Of a script: after so many events it ends the run. */
  readonly last?: number | undefined;
}

export function writeCounter(folder: string, { name, rounds }: Counter): string {
  return writeChisel(folder, { name, fields: ['evt.type'], limits }, source(rounds));
}

export function writeCounterScript(folder: string, { name, rounds, last }: Counter): string {
  const place = join(folder, `${name}.lua`);
  writeFileSync(place, script(rounds, last));
  return place;
}

/** However busy the machine is. */
const limits = { timeMs: 10_000 };

const source = (rounds: number): string => `import { defineChisel, print } from '@chisel/sdk';
let count = 0;
let work = 1;
let hasBegun = false;
export default defineChisel({
  fields: ['evt.type'],
  onEvent(event) {
    if (!hasBegun) print('begun');
    hasBegun = true;
    if (event['evt.type'] !== 'drop') count++;
    for (let i = 0; i < ${String(rounds)}; i++) work = (work * 31 + i) | 0;
  },
  onEnd: () => print('counted ' + count + ' ' + (work & 0)),
});
`;

const script = (rounds: number, last: number | undefined): string => `
description = 'Counts events.'
short_description = 'counts'
category = 'Misc'
args = {}
local count, work, hasBegun = 0, 1, false
function on_init()
  kind = chisel.request_field('evt.type')
  return true
end
function on_event()
  if not hasBegun then print('begun') end
  hasBegun = true
  if evt.field(kind) ~= 'drop' then count = count + 1 end
  for i = 1, ${String(rounds)} do work = (work * 31 + i) % 65536 end
  ${last === undefined ? '' : `if count == ${String(last)} then sysdig.end_capture() end`}
  return true
end
function on_capture_end()
  print('counted ' .. count .. ' ' .. work)
end
`;
