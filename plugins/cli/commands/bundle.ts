import { writeFileSync } from 'node:fs';
import { makeBundle } from '@chisel/registry';
import { cannotWrite } from '../author/errors.ts';
import { missingWord } from '../command-line/errors.ts';
import type { CommandLine } from '../command-line/parse-command-line.ts';
import { print } from '../print.ts';
import { registryOptions } from './option-values.ts';

/** `chisel pack --bundle NAME[@RANGE]…`: writes chisels of a registry, and what proves them, to one file. */
export async function bundle(line: CommandLine): Promise<number> {
  if (line.words.length === 0) {
    throw missingWord({ command: 'pack --bundle', usage: 'pack --bundle NAME[@RANGE]' });
  }
  const { text, chisels } = await makeBundle(line.words, registryOptions(line));
  const [first] = chisels;
  const name = chisels.length === 1 ? `${first?.name}-${first?.version}` : 'chisels';
  const file = `${name.replace(/^@/, '').replace('/', '-')}.bundle`;
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw cannotWrite({ path: file, reason: (error as Error).message }, error);
  }
  const holds = chisels.map((chisel) => `${chisel.name}@${chisel.version}`).join(', ');
  print(`${file}  ${String(text.length)} bytes, with ${holds}\n`);
  return 0;
}
