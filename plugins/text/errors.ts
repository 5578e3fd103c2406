import { defineError } from '@chisel/core/errors/chisel-error.ts';

/** A `%` of a format is not followed by the name of a field. */
export const unknownToken = defineError<{
  token: string;
  at: number;
  suggestions: readonly string[];
}>('CHISEL_FORMAT_TOKEN_UNKNOWN', ({ token, at, suggestions }) => ({
  message: `invalid formatting token ${token} at position ${at}`,
  remedy: suggestions.length
    ? `Did you mean %${suggestions.join(' or %')}? All fields are listed by -l.`
    : 'Write % and the name of a field; all fields are listed by -l.',
}));

/** A format ends where a field should begin. */
export const unfinishedFormat = defineError<{ last: '%' | 'number' }>(
  'CHISEL_FORMAT_UNFINISHED',
  ({ last }) => ({
    message: `invalid formatting syntax: formatting cannot end with a ${last}`,
    remedy: 'Add the name of a field.',
  }),
);

/** There is nothing to print. */
export const emptyFormat = defineError<Record<string, never>>('CHISEL_FORMAT_EMPTY', () => ({
  message: 'empty formatting token',
  remedy: 'Give -p a format, such as "%evt.num %evt.type".',
}));

/** A column is wider than any line can be. */
export const wideColumn = defineError<{ width: string; max: number }>(
  'CHISEL_FORMAT_WIDTH',
  ({ width, max }) => ({
    message: `the width ${width} in the format is out of range`,
    remedy: `Give a width of at most ${max}.`,
  }),
);
