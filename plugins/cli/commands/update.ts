import { outdatedChisels, rollbackChisels, updateChisels } from '@chisel/registry';
import { missingWord } from '../command-line/errors.ts';
import type { CommandLine } from '../command-line/parse-command-line.ts';
import { print } from '../print.ts';
import { installOptions, summary } from './install.ts';
import { lastValue } from './option-values.ts';

const namesIn = ({ words }: CommandLine): readonly string[] | undefined =>
  words.length > 0 ? words : undefined;

/** `chisel outdated [NAME…]`: exit code 1 when there is something newer. */
export async function outdated(line: CommandLine): Promise<number> {
  const found = await outdatedChisels(namesIn(line), { root: lastValue(line, 'root') });
  for (const { name, installed, newest } of found) {
    print(`${name}  ${installed} is installed, there is ${newest}\n`);
  }
  return found.length === 0 ? 0 : 1;
}

/** `chisel update [NAME…]`: all or none; what wants more than before is asked about. */
export async function update(line: CommandLine): Promise<number> {
  const updated = await updateChisels(namesIn(line), installOptions(line));
  if (updated.length === 0) print('everything is at its newest version\n');
  for (const chisel of updated) print(summary(chisel));
  return 0;
}

/** `chisel rollback NAME…`: back to the versions before. */
export async function rollback(line: CommandLine): Promise<number> {
  if (line.words.length === 0) {
    throw missingWord({ command: 'rollback', usage: 'rollback NAME' });
  }
  for (const { name, from, to } of await rollbackChisels(line.words)) {
    print(`${name} is at ${to} again, not at ${from}\n`);
  }
  return 0;
}
