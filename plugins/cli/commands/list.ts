import { listChisels, type ListedChisel } from '@chisel/registry';
import type { CommandLine } from '../command-line/parse-command-line.ts';
import { print } from '../print.ts';
import { registryOptions } from './option-values.ts';

const NAME_COLUMN = 16;
const STATE_COLUMN = 20;

/** `chisel list` and `-cl`: the chisels by category. */
export async function list(line: CommandLine): Promise<number> {
  const chisels = await listChisels(registryOptions(line));
  const names = line.switches.has('names');
  print(names ? nameLines(chisels) : categories(chisels));
  return 0;
}

function nameLines(chisels: readonly ListedChisel[]): string {
  return chisels.map(({ name }) => `${name}\n`).join('');
}

function categories(chisels: readonly ListedChisel[]): string {
  const byCategory = Map.groupBy(chisels, ({ category }) => category || 'Misc');
  const parts = [...byCategory].sort(([a], [b]) => (a < b ? -1 : 1));
  return parts
    .map(([category, rows]) => {
      const heading = `Category: ${category}`;
      return `\n${heading}\n${'-'.repeat(heading.length)}\n${rows.map(row).join('')}`;
    })
    .join('');
}

function row(chisel: ListedChisel): string {
  const name = chisel.name.padEnd(NAME_COLUMN - 1);
  return `${name} ${stateOf(chisel).padEnd(STATE_COLUMN - 1)} ${chisel.description}\n`;
}

function stateOf({ installed, available }: ListedChisel): string {
  if (installed === undefined) return 'not installed';
  const newer = available !== undefined && available !== installed;
  return newer ? `${installed}, there is ${available}` : `installed ${installed}`;
}
