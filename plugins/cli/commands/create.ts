import { relative } from 'node:path';
import type { Manifest } from '@chisel/registry';
import { createFolder } from '../author/create-folder.ts';
import { badOptionValue, missingWord } from '../command-line/errors.ts';
import type { CommandLine } from '../command-line/parse-command-line.ts';
import { print } from '../print.ts';

const runtimes: readonly Manifest['runtime'][] = ['typescript', 'lua'];

/** `chisel create NAME --runtime typescript|lua`. */
export function create(line: CommandLine): Promise<number> {
  const [name] = line.words;
  if (name === undefined) throw missingWord({ command: 'create', usage: 'create NAME' });
  const folder = relative(process.cwd(), createFolder(name, runtimeOf(line)));
  print(
    [
      `created ${folder}/, a chisel that runs and passes its test`,
      `  chisel dev ${folder} -r ${folder}/test/sample.scap.gz   runs it again at each save`,
      `  chisel test ${folder}   compares what it prints with what test/ expects`,
      `  chisel pack ${folder}   makes its archive`,
      '',
    ].join('\n'),
  );
  return Promise.resolve(0);
}

function runtimeOf({ values }: CommandLine): Manifest['runtime'] {
  const value = values.get('runtime')?.at(-1) ?? 'typescript';
  const runtime = runtimes.find((known) => known === value);
  if (runtime !== undefined) return runtime;
  throw badOptionValue({ option: '--runtime', value, expected: runtimes.join(' or ') });
}
