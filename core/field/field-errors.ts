import { defineError } from '../errors/chisel-error.ts';

/** No field of that name. */
export const unknownField = defineError<{ name: string; suggestions: readonly string[] }>(
  'CHISEL_FIELD_UNKNOWN',
  ({ name, suggestions }) => ({
    message: `there is no field '${name}'`,
    remedy: suggestions.length
      ? `Did you mean ${suggestions.join(' or ')}? All fields are listed by -l.`
      : 'All fields are listed by -l.',
  }),
);

/** A field stands alone that needs an argument. */
export const argumentMissing = defineError<{ field: string; kind: string | undefined }>(
  'CHISEL_FIELD_ARGUMENT_MISSING',
  ({ field, kind }) => ({
    message: `the field '${field}' needs an argument`,
    remedy: `Write it as ${kind ?? `${field}[argument]`}.`,
  }),
);

/** A field has an argument that takes none. */
export const argumentNeedless = defineError<{ field: string; argument: string }>(
  'CHISEL_FIELD_ARGUMENT_NEEDLESS',
  ({ field, argument }) => ({
    message: `the field '${field}' takes no argument, but has '${argument}'`,
    remedy: `Write just ${field}.`,
  }),
);

/** The argument of a field is none of those that are allowed. */
export const argumentWrong = defineError<{ field: string; argument: string; expected: string }>(
  'CHISEL_FIELD_ARGUMENT_WRONG',
  ({ field, argument, expected }) => ({
    message: `'${argument}' is no valid argument of the field '${field}'`,
    remedy: `Give ${expected}.`,
  }),
);

/** A field that only filters know is used for output. */
export const filterOnlyField = defineError<{ field: string }>(
  'CHISEL_FIELD_FILTER_ONLY',
  ({ field }) => ({
    message: `the field '${field}' can be used in filters only, not for output`,
    remedy: 'Print another field of the same class; -l lists them.',
  }),
);

/** A field that has no value of its own to compare is used in a filter. */
export const displayOnlyField = defineError<{ field: string }>(
  'CHISEL_FIELD_DISPLAY_ONLY',
  ({ field }) => ({
    message: `the field '${field}' can be used for output only, not in filters`,
    remedy: 'Filter on another field of the same class; -l lists them.',
  }),
);
