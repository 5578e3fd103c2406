import { relative } from 'node:path';
import { existsSync } from 'node:fs';
import { finished, spawnCommand } from '../author/spawn-command.ts';
import { badOptionValue, missingWord } from '../command-line/errors.ts';
import type { CommandLine } from '../command-line/parse-command-line.ts';
import { writeImported } from '../import/import-script.ts';
import { learnScript } from '../import/learn-script.ts';
import { print } from '../print.ts';

/** `chisel import FILE.lua [ARGS]`: makes an installable folder of a bare script. */
export async function importScript(line: CommandLine): Promise<number> {
  const [file, word] = line.words;
  if (file === undefined) throw missingWord({ command: 'import', usage: 'import FILE.lua [ARGS]' });
  if (!existsSync(file) || !file.endsWith('.lua')) {
    throw badOptionValue({ option: 'import', value: file, expected: 'a Lua script: FILE.lua' });
  }
  const learnt = await learnScript(file, word, line);
  const folder = relative(process.cwd(), writeImported(learnt));
  const recorded = await finished(spawnCommand(['test', folder, '--update'], { stdout: 'pipe' }));
  const { fields, unknown } = learnt;
  print(
    [
      `imported ${file} into ${folder}/: it sees ${String(fields.length)} fields`,
      ...(unknown === undefined ? [] : [`  it could not be run to the first event: ${unknown}`]),
      ...(recorded.code === 0 ? [] : ['  its test could not be recorded: see chisel test']),
      `  chisel test ${folder}   compares what it prints with what test/ expects`,
      `  chisel install ./${folder}   installs it`,
      '',
    ].join('\n'),
  );
  return 0;
}
