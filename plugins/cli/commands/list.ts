import { listChisels, type ListedChisel } from '@chisel/registry';
import type { CommandLine } from '../command-line/parse-command-line.ts';
import { print } from '../print.ts';
import type { FoundScript } from '../run/lua/scripts-in-folders.ts';
import { registryOptions } from './option-values.ts';
import { tellUnasked } from './tell-registries.ts';

const NAME_COLUMN = 21;
const STATE_COLUMN = 20;

/** `chisel list` and `-cl`: the chisels by category. */
export async function list(line: CommandLine): Promise<number> {
  const chisels: Row[] = await listChisels({
    ...registryOptions(line),
    onUnasked: tellUnasked,
  });
  const { scriptNames, scriptsInFolders } = await import('../run/lua/scripts-in-folders.ts');
  const known = new Set(chisels.map(({ name }) => name));
  if (line.switches.has('names')) {
    const scripts = scriptNames().filter((name) => !known.has(name));
    print([...chisels.map(({ name }) => name), ...scripts].map((name) => `${name}\n`).join(''));
    return 0;
  }
  const scripts = await scriptsInFolders((name) => !known.has(name));
  print(categories([...chisels, ...scripts.flatMap(rowOf)]));
  return 0;
}

/** A chisel of the registry, or a script of the chisel folders. */
type Row = ListedChisel & { readonly isScript?: boolean };

/** Scripts are listed as in the reference: those that say what they are, and are not hidden. */
function rowOf({ name, about }: FoundScript): Row[] {
  if (about === undefined || !about.isRunnable || about.hidden) return [];
  const { description, shortDescription, category } = about;
  if (description === undefined || shortDescription === undefined) return [];
  const inWords = Buffer.from(shortDescription, 'latin1').toString();
  return [{ name, description: printable(inWords), category: printable(category), isScript: true }];
}

/** What a script says must not steer the terminal. */
function printable(text: string): string {
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').trim();
}

function categories(chisels: readonly Row[]): string {
  const byCategory = Map.groupBy(chisels, ({ category }) => category || 'Misc');
  const parts = [...byCategory].sort(([a], [b]) => (a < b ? -1 : 1));
  return parts
    .map(([category, rows]) => {
      const heading = `Category: ${category}`;
      rows.sort((a, b) => (a.name < b.name ? -1 : 1));
      return `\n${heading}\n${'-'.repeat(heading.length)}\n${rows.map(row).join('')}`;
    })
    .join('');
}

function row(chisel: Row): string {
  const name = chisel.name.padEnd(NAME_COLUMN - 1);
  return `${name} ${stateOf(chisel).padEnd(STATE_COLUMN - 1)} ${chisel.description}\n`;
}

function stateOf({ installed, available, isScript }: Row): string {
  if (isScript) return 'Lua script';
  if (installed === undefined) return 'not installed';
  const newer = available !== undefined && available !== installed;
  return newer ? `${installed}, there is ${available}` : `installed ${installed}`;
}
