import type { ChildProcess } from 'node:child_process';
import { relative } from 'node:path';
import { ChiselError } from '@chisel/core';
import { checkFolder } from '../author/check-folder.ts';
import { chiselFolder } from '../author/chisel-folder.ts';
import { sourceFrame } from '../author/source-frame.ts';
import { finished, spawnCommand } from '../author/spawn-command.ts';
import { watchFolder, type Watching } from '../author/watch-folder.ts';
import { missingWord, optionNeeded } from '../command-line/errors.ts';
import type { CommandLine } from '../command-line/parse-command-line.ts';
import { reportError } from '../report-error.ts';
import { closeable } from '../run/closeable.ts';

/** `chisel dev NAME [ARGS] -r FILE …`: runs a chisel, and again at each save, until Ctrl-C. */
export async function dev(line: CommandLine, args: readonly string[]): Promise<number> {
  const usage = 'dev NAME [ARGS] -r FILE';
  if (line.words.length === 0 || line.words[0] !== args[1]) {
    throw missingWord({ command: 'dev', usage });
  }
  if (!line.values.has('read') && !line.values.has('events')) {
    throw optionNeeded({ command: 'dev', option: '-r FILE', usage });
  }
  const folder = chiselFolder(line);
  const commandLine = ['-c', folder, ...args.slice(2)];
  const watching = watchFolder(folder);
  const { signal, release } = closeable();
  signal.addEventListener('abort', () => watching.close(), { once: true });
  await runAtEachSave(folder, commandLine, watching);
  release();
  return 0;
}

/** A run that has not ended when the next save comes is ended then. */
async function runAtEachSave(
  folder: string,
  commandLine: readonly string[],
  watching: Watching,
): Promise<void> {
  let running: ChildProcess | undefined;
  do {
    running?.kill('SIGKILL');
    running = await start(folder, commandLine);
  } while (await watching.next());
  running?.kill('SIGKILL');
}

async function start(
  folder: string,
  commandLine: readonly string[],
): Promise<ChildProcess | undefined> {
  try {
    await checkFolder(folder);
  } catch (error) {
    reportError(error);
    if (error instanceof ChiselError) showFrame(folder, error.message);
    return sayWaiting(folder);
  }
  const child = spawnCommand(commandLine, { stdout: 'inherit' });
  void finished(child).then(({ stderr }) => {
    if (child.killed) return;
    process.stderr.write(stderr);
    showFrame(folder, stderr);
    sayWaiting(folder);
  });
  return child;
}

function showFrame(folder: string, message: string): void {
  const frame = sourceFrame(folder, message);
  if (frame !== undefined) process.stderr.write(`\n${frame}\n\n`);
}

function sayWaiting(folder: string): undefined {
  const shown = relative(process.cwd(), folder) || '.';
  process.stderr.write(`chisel: waiting for a save in ${shown}/, Ctrl-C ends\n`);
}
