import packageJson from '../package.json' with { type: 'json' };
import { defaultFormat } from '@chisel/text';
import { completionScript } from '../command-line/completion.ts';
import { helpText } from '../command-line/help.ts';

/** `--help` and `chisel help`. */
export function showHelp(): number {
  return show(helpText());
}

export function showVersion(): number {
  return show(`chisel version ${packageJson.version}\n`);
}

/** `-pp`: the format of event lines when none is given. */
export function showDefaultFormat(): number {
  return show(`${defaultFormat('plain', process.stdout.isTTY)}\n`);
}

export function showCompletion(shell: string | undefined): number {
  return show(completionScript(shell));
}

function show(text: string): number {
  process.stdout.write(text);
  return 0;
}
