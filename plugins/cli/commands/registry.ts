import { wrongSubcommand } from '../command-line/errors.ts';
import type { CommandLine } from '../command-line/parse-command-line.ts';
import { print } from '../print.ts';
import { registryCommands } from './registry-commands.ts';

/** `chisel registry SUBCOMMAND …`: makes and keeps registries. */
export async function registry(line: CommandLine): Promise<number> {
  const [name, ...words] = line.words;
  if (name === undefined) return listCommands();
  const found = registryCommands.find((command) => command.name === name);
  const usages = registryCommands.map(({ usage }) => usage);
  if (found === undefined) throw wrongSubcommand({ command: 'registry', given: name, usages });
  if (words.length < found.least) {
    throw wrongSubcommand({ command: 'registry', given: name, usages: [found.usage] });
  }
  return found.run(words, line);
}

function listCommands(): number {
  const width = Math.max(...registryCommands.map(({ usage }) => usage.length)) + 2;
  const rows = registryCommands.map(
    (row) => `  chisel ${row.usage.padEnd(width)}${row.description}\n`,
  );
  print(rows.join(''));
  return 0;
}
