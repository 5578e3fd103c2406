import { tellFirstContact } from './tell-registries.ts';
import { badOptionValue } from '../command-line/errors.ts';
import { options } from '../command-line/options.ts';
import type { CommandLine } from '../command-line/parse-command-line.ts';

/** The value of an option that was given last. */
export function lastValue({ values }: CommandLine, key: string): string | undefined {
  return values.get(key)?.at(-1);
}

/** The value of an option that takes a whole number from 1 on. */
export function wholeNumberOf(line: CommandLine, key: string): number | undefined {
  const value = lastValue(line, key);
  if (value === undefined) return undefined;
  const number = /^\d{1,9}$/.test(value) ? Number(value) : 0;
  if (number >= 1) return number;
  const option = `--${options.find((row) => row.key === key)?.long}`;
  throw badOptionValue({ option, value, expected: 'a whole number from 1 on' });
}

/** Where a command looks for chisels, when it is told; and what tells of registries that are new. */
export function registryOptions(line: CommandLine): {
  registry?: string;
  root?: string;
  onFirstContact: typeof tellFirstContact;
} {
  const registry = lastValue(line, 'registry');
  const root = lastValue(line, 'root');
  return {
    ...(registry !== undefined && { registry }),
    ...(root !== undefined && { root }),
    onFirstContact: tellFirstContact,
  };
}

/** A word that has to be one of some. */
export function oneOf<Word extends string>(
  name: string,
  value: string,
  allowed: readonly Word[],
): Word {
  const found = allowed.find((candidate) => candidate === value);
  if (found !== undefined) return found;
  throw badOptionValue({ option: name, value, expected: `one of ${allowed.join(', ')}` });
}
