import { wrongSubcommand } from '../command-line/errors.ts';
import type { CommandLine } from '../command-line/parse-command-line.ts';
import { registryCommands } from './registry-commands.ts';

/** `chisel registry SUBCOMMAND …`: makes and keeps registries. */
export async function registry(line: CommandLine): Promise<number> {
  const [name = '', ...words] = line.words;
  const found = registryCommands.find((command) => command.name === name);
  const usages = registryCommands.map(({ usage }) => usage);
  if (found === undefined) throw wrongSubcommand({ command: 'registry', given: name, usages });
  if (words.length < found.least) {
    throw wrongSubcommand({ command: 'registry', given: name, usages: [found.usage] });
  }
  return found.run(words, line);
}
