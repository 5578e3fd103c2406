import { uninstallChisel } from '@chisel/registry';
import { missingWord } from '../command-line/errors.ts';
import type { CommandLine } from '../command-line/parse-command-line.ts';
import { print } from '../print.ts';

/** `chisel uninstall NAME…`. */
export async function uninstall(line: CommandLine): Promise<number> {
  if (line.words.length === 0) {
    throw missingWord({ command: 'uninstall', usage: 'uninstall NAME' });
  }
  for (const name of line.words) {
    print(`removed ${name}@${await uninstallChisel(name)}\n`);
  }
  return 0;
}
