import { authorKey, authorRequest, chiselHome, createAuthorKey } from '@chisel/registry';
import { wrongSubcommand } from '../command-line/errors.ts';
import type { CommandLine } from '../command-line/parse-command-line.ts';
import { print } from '../print.ts';
import { lastValue, registryOptions } from './option-values.ts';

const usages = ['key create NAME', 'key show [NAME]', 'key request [NAME]'];

/** `chisel key create|show|request`: the keys that an author signs with. */
export async function key(line: CommandLine): Promise<number> {
  const [command = '', name] = line.words;
  if (command === 'create' && name !== undefined) return show(createAuthorKey(chiselHome(), name));
  if (command === 'show') return show(authorKey(chiselHome(), name));
  if (command !== 'request') throw wrongSubcommand({ command: 'key', given: command, usages });
  const author = lastValue(line, 'as');
  const request = await authorRequest({ key: name, author, ...registryOptions(line) });
  print(`${JSON.stringify(request, null, 1)}\n`);
  return 0;
}

function show({ name, file, pair }: ReturnType<typeof authorKey>): number {
  print(`${name}  ${pair.key.keyID}\n  ${file}\n`);
  return 0;
}
