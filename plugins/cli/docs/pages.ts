import type { ChiselError } from '@chisel/core';
import { synopsis } from '../command-line/help.ts';
import {
  commands,
  optionGroups,
  options,
  type Option,
  type OptionGroup,
} from '../command-line/options.ts';
import { errorExamples } from './error-examples.ts';

const GENERATED =
  '<!-- Made from the tables by plugins/cli/docs/generate-docs.ts: change those. -->';

/** The reference page of all errors, in Markdown. */
export function errorsPage(): string {
  const sections = errorExamples().map(
    ({ title, examples }) => `## ${title}\n\n${examples.map(errorEntry).join('\n\n')}`,
  );
  return `${GENERATED}

# Errors

An error is one message on standard error: what happened and where, its code in brackets, and below it
the way out, if there is one. A code never changes its meaning, so that scripts may look for it. The
messages here are examples.

| Exit code | Meaning |
| --- | --- |
| 0 | Done; also when nothing matched, and when the reader of the output or Ctrl-C ended it. |
| 1 | One of the errors below, or \`chisel verify\` found a change. |
| 70 | A defect of chisel itself, with a stack trace: please report it. |

${sections.join('\n\n')}
`;
}

function errorEntry({ code, message, remedy }: ChiselError): string {
  const text = remedy === undefined ? message : `${message}\n  ${remedy}`;
  return `### ${code}\n\n\`\`\`text\n${text}\n\`\`\``;
}

/** The reference page of all options and commands, in Markdown. */
export function optionsPage(): string {
  const groups = Object.keys(optionGroups) as OptionGroup[];
  const sections = groups.map((group) => {
    const rows = options.filter((option) => option.group === group).map(optionRow);
    return `## ${optionGroups[group]}\n\n${table(['Option', 'What it does'], rows)}`;
  });
  const commandRows = commands.map(({ usage, description }) => [
    `\`chisel ${usage}\``,
    description,
  ]);
  return `${GENERATED}

# Options and commands

\`chisel [OPTIONS] [FILTER]\` reads captures; \`chisel COMMAND\` manages chisels. Options and the words of
the filter may be mixed; after \`--\` everything is the filter. Switches of one letter may stand
together, as in \`-qS\`, and a value may be attached: \`-n10\`, \`--numevents=10\`.

## Commands

${table(['Command', 'What it does'], commandRows)}

${sections.join('\n\n')}
`;
}

const statusNotes: Record<NonNullable<Option['status']>, string> = {
  later: '*Not part of this version.*',
  ignored: '*Without effect on capture files.*',
};

function optionRow(option: Option): string[] {
  const notes = [
    option.description,
    ...(option.repeatable ? ['May be repeated.'] : []),
    ...(option.status ? [statusNotes[option.status]] : []),
  ];
  return [`\`${synopsis(option).trim()}\``, notes.join(' ')];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
