import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkFolder } from '../author/check-folder.ts';
import { chiselFolder } from '../author/chisel-folder.ts';
import { lineDiff } from '../author/line-diff.ts';
import { readCases, type TestCase } from '../author/read-cases.ts';
import { finished, spawnCommand } from '../author/spawn-command.ts';
import type { CommandLine } from '../command-line/parse-command-line.ts';
import { print } from '../print.ts';

/** `chisel test NAME [--update]`: exit code 1 when a case prints something else than expected. */
export async function test(line: CommandLine): Promise<number> {
  const folder = chiselFolder(line);
  const cases = readCases(folder);
  await checkFolder(folder);
  const update = line.switches.has('update');
  let failed = 0;
  for (const one of cases) {
    const fault = await runCase(folder, one, update);
    print(
      fault === undefined ? `ok      ${one.name}\n` : `FAILED  ${one.name}\n${indent(fault)}\n`,
    );
    if (fault !== undefined) failed++;
  }
  print(`${String(cases.length - failed)} passed, ${String(failed)} failed\n`);
  return failed === 0 ? 0 : 1;
}

/** Everywhere alike: what a chisel prints must not depend on whose machine it is. */
const sameEverywhere = { TZ: 'UTC', LC_ALL: 'C.UTF-8' };

/** Says how what a case printed differs from what was expected; nothing when it does not. */
async function runCase(
  folder: string,
  { commandLine, status, expectedFile }: TestCase,
  update: boolean,
): Promise<string | undefined> {
  const child = spawnCommand(commandLine, {
    cwd: join(folder, 'test'),
    env: { ...process.env, ...sameEverywhere },
    stdout: 'pipe',
  });
  const { stdout, stderr, code } = await finished(child);
  if (code !== status) return `ended with status ${String(code)}\n${stderr.trimEnd()}`;
  const output = status === 0 ? stdout : stdout + stderr;
  if (update) {
    writeFileSync(expectedFile, output);
    return undefined;
  }
  if (!existsSync(expectedFile)) return `nothing is expected yet: chisel test --update writes it`;
  const expected = readFileSync(expectedFile, 'utf8');
  return expected === output ? undefined : lineDiff(expected, output);
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '        ');
}
