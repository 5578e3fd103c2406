import { publishChisel } from '@chisel/registry';
import { missingWord, optionNeeded } from '../command-line/errors.ts';
import type { CommandLine } from '../command-line/parse-command-line.ts';
import { print } from '../print.ts';
import { lastValue, registryOptions } from './option-values.ts';

const usage = 'publish CHISEL --registry PLACE';

/** `chisel publish CHISEL --registry PLACE`: signs a chisel as its author and publishes it. */
export async function publish(line: CommandLine): Promise<number> {
  const [path] = line.words;
  if (path === undefined) throw missingWord({ command: 'publish', usage });
  const { registry, root, onFirstContact } = registryOptions(line);
  if (registry === undefined)
    throw optionNeeded({ command: 'publish', option: '--registry PLACE', usage });
  const { chisel, place, author, key } = await publishChisel(path, {
    registry,
    root,
    onFirstContact,
    key: lastValue(line, 'key'),
    author: lastValue(line, 'as'),
    keys: lastValue(line, 'keys'),
    token: process.env['CHISEL_TOKEN'],
  });
  const { name, version } = chisel.manifest;
  if (key.isNew) print(`made a key for you: ${key.file}; keep it, nobody can make it again\n`);
  print(
    `published ${name}@${version} in ${place}, signed by ${author}, key ${key.pair.key.keyID.slice(0, 16)}\n`,
  );
  return 0;
}
