import packageJson from '../package.json' with { type: 'json' };
import { EventTable } from '@chisel/core/event/event-table.ts';
import { FieldTable } from '@chisel/core/field/field-table.ts';
import { listEvents } from '@chisel/core/field/list-events.ts';
import { listFields, listFieldsMarkdown } from '@chisel/core/field/list-fields.ts';
import { defaultFormat } from '@chisel/text';
import { completionScript } from '../command-line/completion.ts';
import { helpText } from '../command-line/help.ts';
import type { CommandLine } from '../command-line/parse-command-line.ts';
import { settingsOf } from '../command-line/settings.ts';
import { print } from '../print.ts';
import { writesToTerminal } from '../terminal.ts';

/** `--help` and `chisel help`. */
export function showHelp(): number {
  return show(helpText());
}

export function showVersion(): number {
  return show(`chisel version ${packageJson.version}\n`);
}

/** `-pp`: the format of event lines when none is given. */
export function showDefaultFormat(): number {
  return show(`${defaultFormat('plain', writesToTerminal())}\n`);
}

/** `-L`. */
export function showEvents(line: CommandLine): number {
  return show(listEvents(new EventTable(settingsOf(line).edition)));
}

/** `-l`, `-lv`, `--list-markdown`. */
export function showFields(line: CommandLine): number {
  const fields = new FieldTable(new EventTable(settingsOf(line).edition));
  if (line.switches.has('listMarkdown')) return show(listFieldsMarkdown(fields));
  return show(listFields(fields, { types: line.switches.has('verbose') }));
}

export function showCompletion(shell: string | undefined): number {
  return show(completionScript(shell));
}

function show(text: string): number {
  print(text);
  return 0;
}
