import { parseArgs, type ParseArgsConfig } from 'node:util';
import { nearest } from '@chisel/core/errors/nearest.ts';
import { commands, options, type Option } from './options.ts';
import { notYet, optionNeedsValue, optionTakesNoValue, unknownOption } from './errors.ts';

/** A chisel asked for with `-c`, and which words follow it. */
export interface ChiselRequest {
  readonly name: string;
  /** Index into `words` of the first word behind it. */
  readonly nextWord: number;
  /** Whether that word stands directly behind it, so that it may be its arguments. */
  readonly isFollowed: boolean;
}

export interface CommandLine {
  readonly command: string | undefined;
  readonly switches: ReadonlySet<string>;
  /** Values by option key, in the order given. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly chisels: readonly ChiselRequest[];
  /** Everything that is no option: names for a command; chisel arguments and the filter else. */
  readonly words: readonly string[];
}

/** Sorts the words of the command line by the option table. Throws a ChiselError for a wrong one. */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const { tokens } = parseArgs({
    args: [...args],
    options: parserOptions(),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const switches = new Set<string>();
  const values = new Map<string, string[]>();
  const chisels: ChiselRequest[] = [];
  const words: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') {
      words.push(token.value);
      continue;
    }
    const option = findOption(token.rawName, token.name);
    const value = checkValue(option, token.rawName, token.value);
    if (value === undefined) {
      switches.add(option.key);
      continue;
    }
    values.set(option.key, [...(values.get(option.key) ?? []), value]);
    if (option.key === 'chisel') {
      const next = token.index + (token.inlineValue ? 1 : 2);
      const isFollowed = tokens.some(({ kind, index }) => kind === 'positional' && index === next);
      chisels.push({ name: value, nextWord: words.length, isFollowed });
    }
  }
  const command = commands.find(({ name }) => name === words[0] && args[0] === name)?.name;
  return { command, switches, values, chisels, words: command ? words.slice(1) : words };
}

function parserOptions(): NonNullable<ParseArgsConfig['options']> {
  return Object.fromEntries(
    options.map(({ long, short, value }) => [
      long,
      {
        type: value ? ('string' as const) : ('boolean' as const),
        multiple: true,
        ...(short && { short }),
      },
    ]),
  );
}

function findOption(rawName: string, name: string): Option {
  const option = options.find(({ long, short }) =>
    rawName.startsWith('--') ? long === name : short === rawName.slice(1) || long === name,
  );
  if (!option) {
    const known = options.map(({ long }) => `--${long}`);
    throw unknownOption({ option: rawName, nearest: nearest(rawName, known) });
  }
  if (option.status === 'later') throw notYet({ what: `option ${rawName}` });
  return option;
}

function checkValue(option: Option, rawName: string, value: string | undefined) {
  if (option.value === undefined) {
    if (value !== undefined) throw optionTakesNoValue({ option: rawName, value });
    return undefined;
  }
  if (value === undefined) throw optionNeedsValue({ option: rawName, value: option.value });
  return value;
}
