import { defineError } from '@chisel/core';
import type { Manifest, ManifestArg } from '@chisel/registry';

export type ArgumentValue = string | number | boolean;

export const missingArguments = defineError<{ chisel: string; missing: string }>(
  'CHISEL_MISSING_ARGUMENTS',
  ({ chisel, missing }) => ({
    message: `chisel ${chisel} needs an argument: ${missing}`,
    remedy: `Write it after the name, or see chisel -i ${chisel}.`,
  }),
);

export const tooManyArguments = defineError<{ chisel: string; most: number; given: number }>(
  'CHISEL_TOO_MANY_ARGUMENTS',
  ({ chisel, most, given }) => ({
    message: `chisel ${chisel} takes at most ${String(most)} arguments, ${String(given)} were given`,
    remedy: `All arguments are one word: put several in quotes. See chisel -i ${chisel}.`,
  }),
);

export const badArgument = defineError<{
  chisel: string;
  argument: string;
  value: string;
  expected: string;
}>('CHISEL_BAD_ARGUMENT', ({ chisel, argument, value, expected }) => ({
  message: `argument ${argument} of chisel ${chisel} was given ${JSON.stringify(value)}`,
  remedy: `It takes ${expected}.`,
}));

/** The parts of the one word that holds all arguments: split at blanks, ' and ` quote. */
function splitArguments(word: string): string[] {
  const parts = word.matchAll(/'([^']*)'|`([^`]*)`|(\S+)/g);
  return [...parts].map(([, single, backtick, bare]) => single ?? backtick ?? bare ?? '');
}

/** Checks the arguments of a chisel against its manifest and adds the defaults. */
export function argumentValues(
  manifest: Manifest,
  word: string | undefined,
): Record<string, ArgumentValue> {
  const declared = manifest.args ?? [];
  const given = word === undefined ? [] : splitArguments(word);
  const chisel = manifest.name;
  if (given.length > declared.length) {
    throw tooManyArguments({ chisel, most: declared.length, given: given.length });
  }
  const missing = declared.find((argument, i) => given[i] === undefined && isRequired(argument));
  if (missing) throw missingArguments({ chisel, missing: missing.name });
  const values: Record<string, ArgumentValue> = {};
  declared.forEach((argument, i) => {
    const text = given[i];
    const value = text === undefined ? argument.default : parseArgument(chisel, argument, text);
    if (value !== undefined) values[argument.name] = value;
  });
  return values;
}

export function isRequired(argument: ManifestArg): boolean {
  return argument.optional !== true && argument.default === undefined;
}

function parseArgument(chisel: string, argument: ManifestArg, text: string): ArgumentValue {
  const { choices, type, name } = argument;
  const fail = (expected: string): never => {
    throw badArgument({ chisel, argument: name, value: text, expected });
  };
  if (choices && !choices.includes(text)) return fail(`one of ${choices.join(', ')}`);
  if (type === 'number') {
    const number = Number(text);
    return text.trim() === '' || !Number.isFinite(number) ? fail('a number') : number;
  }
  if (type === 'boolean') {
    return text === 'true' || text === 'false' ? text === 'true' : fail('true or false');
  }
  return text;
}
