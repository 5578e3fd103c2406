import { commands, optionGroups, options, type Option, type OptionGroup } from './options.ts';

const COLUMN = 30;
const WIDTH = 96;

/** The text of `--help`, made from the option and command tables. */
export function helpText(): string {
  const parts = [
    'Usage: chisel [OPTIONS] [FILTER]      read a capture, print or analyse its events',
    '       chisel COMMAND [NAME…]         manage chisels',
    '',
    'Commands:',
    ...commands.map(({ usage, description }) => row(usage, description)),
  ];
  for (const group of Object.keys(optionGroups) as OptionGroup[]) {
    const rows = options.filter((option) => option.group === group && option.status !== 'later');
    if (rows.length === 0) continue;
    parts.push(
      '',
      `${optionGroups[group]}:`,
      ...rows.map((option) => row(synopsis(option), text(option))),
    );
  }
  return `${parts.join('\n')}\n`;
}

export function synopsis(option: Option): string {
  const short = option.short ? `-${option.short}, ` : '    ';
  return `${short}--${option.long}${option.value ? ` ${option.value}` : ''}`;
}

function text(option: Option): string {
  return option.status === 'ignored'
    ? `${option.description} Without effect on capture files.`
    : option.description;
}

function row(head: string, description: string): string {
  const lines = wrap(description, WIDTH - COLUMN - 2);
  const first = `  ${head}`.padEnd(COLUMN);
  const start = first.length > COLUMN ? `${first}\n${' '.repeat(COLUMN)}` : first;
  return start + lines.join(`\n${' '.repeat(COLUMN)}`);
}

function wrap(words: string, width: number): string[] {
  const lines = [''];
  for (const word of words.split(' ')) {
    const line = lines.at(-1) as string;
    if (line.length + word.length + 1 > width && line !== '') lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}
