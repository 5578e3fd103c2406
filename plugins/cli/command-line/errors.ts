import { defineError } from '@chisel/core';

export const unknownOption = defineError<{ option: string; nearest: string | undefined }>(
  'CHISEL_UNKNOWN_OPTION',
  ({ option, nearest }) => ({
    message: `unknown option ${option}`,
    remedy: nearest ? `Did you mean ${nearest}? See chisel --help.` : 'See chisel --help.',
  }),
);

export const optionNeedsValue = defineError<{ option: string; value: string }>(
  'CHISEL_OPTION_NEEDS_VALUE',
  ({ option, value }) => ({
    message: `option ${option} needs a value`,
    remedy: `Write ${option} ${value}.`,
  }),
);

export const optionTakesNoValue = defineError<{ option: string; value: string }>(
  'CHISEL_OPTION_TAKES_NO_VALUE',
  ({ option, value }) => ({
    message: `option ${option} takes no value, but was given ${JSON.stringify(value)}`,
    remedy: `Write ${option} alone.`,
  }),
);

export const badOptionValue = defineError<{ option: string; value: string; expected: string }>(
  'CHISEL_BAD_OPTION_VALUE',
  ({ option, value, expected }) => ({
    message: `option ${option} was given ${JSON.stringify(value)}`,
    remedy: `It takes ${expected}.`,
  }),
);

export const optionsExclude = defineError<{ options: readonly string[] }>(
  'CHISEL_OPTIONS_EXCLUDE',
  ({ options }) => ({
    message: `${options.join(' and ')} cannot be used together`,
    remedy: 'Choose one of them.',
  }),
);

export const notYet = defineError<{ what: string }>('CHISEL_NOT_YET', ({ what }) => ({
  message: `${what} is not part of this version`,
  remedy: 'Read a capture file with -r FILE; see chisel --help for what there is.',
}));

export const optionNeedsOthers = defineError<{ option: string; others: string }>(
  'CHISEL_OPTION_NEEDS_OTHERS',
  ({ option, others }) => ({
    message: `${option} needs ${others} beside it`,
    remedy: `Add ${others}, or leave ${option} out.`,
  }),
);

export const filterNeeded = defineError<{ option: string }>(
  'CHISEL_FILTER_NEEDED',
  ({ option }) => ({
    message: `${option} needs a filter`,
    remedy: 'Write one behind the options, such as proc.name=nginx.',
  }),
);

export const missingWord = defineError<{ command: string; usage: string }>(
  'CHISEL_MISSING_WORD',
  ({ command, usage }) => ({
    message: `chisel ${command} needs a name`,
    remedy: `Write chisel ${usage}.`,
  }),
);

export const permissionsNew = defineError<{ text: string; missing: readonly string[] }>(
  'CHISEL_NEW_PERMISSIONS',
  ({ text, missing }) => ({
    message: `nothing was installed, as more is wanted than before:\n${text}`,
    remedy: `To give it, write --yes ${missing.map((id) => `--allow ${quoted(id)}`).join(' ')}, or install on a terminal.`,
  }),
);

/** A permission as a word of a shell. */
const quoted = (id: string): string =>
  /^[\w:.@/+-]+$/.test(id) ? id : `'${id.replaceAll("'", "'\\''")}'`;

export const notConfirmed = defineError<object>('CHISEL_NOT_CONFIRMED', () => ({
  message: 'nothing was installed',
}));

export const wrongSubcommand = defineError<{
  command: string;
  given: string;
  usages: readonly string[];
}>('CHISEL_WRONG_SUBCOMMAND', ({ command, given, usages }) => ({
  message:
    usages.length === 1
      ? `chisel ${command} ${given} needs more words`
      : `chisel ${command} cannot '${given}'`,
  remedy: `Write ${usages.map((usage) => `chisel ${usage}`).join(', or ')}.`,
}));

export const optionNeeded = defineError<{ command: string; option: string; usage: string }>(
  'CHISEL_OPTION_NEEDED',
  ({ command, option, usage }) => ({
    message: `chisel ${command} needs ${option}`,
    remedy: `Write chisel ${usage}.`,
  }),
);

export const emptyFilter = defineError<object>('CHISEL_EMPTY_FILTER', () => ({
  message: 'the filter is blank',
  remedy: 'Leave it out, or write one such as proc.name=nginx.',
}));

export const unknownView = defineError<{ name: string; nearest: string | undefined }>(
  'CHISEL_UNKNOWN_VIEW',
  ({ name, nearest }) => ({
    message: `there is no view ${JSON.stringify(name)} in the chisel folders`,
    remedy: nearest
      ? `Did you mean ${nearest}? See chisel --view list.`
      : 'See chisel --view list.',
  }),
);

export const viewAsChisel = defineError<{ name: string; view: string }>(
  'CHISEL_VIEW_AS_CHISEL',
  ({ name, view }) => ({
    message: `${name} describes a view, it is no chisel`,
    remedy: `Show it with --view ${view}.`,
  }),
);
