import { defineError } from '../errors/chisel-error.ts';
import type { Place } from './grammar/filter-tree.ts';

/** What every error in a filter knows: the whole text and the piece that is wrong. */
interface InText extends Place {
  readonly text: string;
}

/** The grammar wants something else here. */
export const filterSyntax = defineError<InText & { expected: string; hint?: string }>(
  'CHISEL_FILTER_SYNTAX',
  (facts) => ({
    message: shown(`expected ${facts.expected}, but ${foundAt(facts)}`, facts),
    remedy: facts.hint ?? 'Change the filter where it is marked.',
  }),
);

/** A quote or a bracket is never closed. */
export const filterUnclosed = defineError<InText & { what: string }>(
  'CHISEL_FILTER_UNCLOSED',
  (facts) => ({
    message: shown(`the ${facts.what} is never closed`, facts),
    remedy: `Close the ${facts.what}.`,
  }),
);

/** A backslash stands before something that has no meaning there. */
export const filterEscape = defineError<InText>('CHISEL_FILTER_ESCAPE', (facts) => ({
  message: shown('the escape sequence is not complete', facts),
  remedy: 'Write a byte as \\x and two hex digits, a backslash as \\\\.',
}));

/** The text is longer than any filter. */
export const filterTooLong = defineError<{ length: number; limit: number }>(
  'CHISEL_FILTER_TOO_LONG',
  ({ length, limit }) => ({
    message: `the filter has ${length} characters, more than ${limit}`,
    remedy: 'Shorten it, for example with one glob or pmatch instead of many values.',
  }),
);

/** Brackets or transformers are nested too deeply. */
export const filterTooDeep = defineError<InText & { limit: number }>(
  'CHISEL_FILTER_TOO_DEEP',
  (facts) => ({
    message: shown(`the filter is nested more than ${facts.limit} levels deep`, facts),
    remedy: 'Drop brackets that are not needed.',
  }),
);

/** There is no field of this name. */
export const filterField = defineError<InText & { field: string; suggestions: readonly string[] }>(
  'CHISEL_FILTER_FIELD',
  (facts) => ({
    message: shown(`there is no field '${clean(facts.field)}'`, facts),
    remedy: facts.suggestions.length
      ? `Did you mean ${facts.suggestions.join(' or ')}? All fields are listed by -l.`
      : 'All fields are listed by -l.',
  }),
);

/** The field is there, but can't be used this way. */
export const filterFieldUse = defineError<InText & { reason: string; hint?: string | undefined }>(
  'CHISEL_FILTER_FIELD_USE',
  (facts) => ({
    message: shown(facts.reason, facts),
    remedy: facts.hint ?? 'All fields and their arguments are described by -l.',
  }),
);

/** What should be an operator is none. */
export const filterOperator = defineError<
  InText & { found: string; suggestion: string | undefined; operators: readonly string[] }
>('CHISEL_FILTER_OPERATOR', (facts) => ({
  message: shown(
    facts.found === ''
      ? 'the filter ends where an operator is expected'
      : `expected an operator, but found '${clean(facts.found)}'`,
    facts,
  ),
  remedy: facts.suggestion
    ? `Did you mean ${facts.suggestion}? The operators are ${facts.operators.join(' ')}.`
    : `The operators are ${facts.operators.join(' ')}.`,
}));

/** The operator can't compare values of this type. */
export const filterOperatorType = defineError<
  InText & { operator: string; type: string; allowed: readonly string[] }
>('CHISEL_FILTER_OPERATOR_TYPE', (facts) => ({
  message: shown(`${facts.operator} can't be used with ${facts.type}`, facts),
  remedy: `Use ${facts.allowed.join(', ')}.`,
}));

/** The value is none of the field's type. */
export const filterValue = defineError<
  InText & { value: string; expected: string; hint?: string | undefined }
>('CHISEL_FILTER_VALUE', (facts) => ({
  message: shown(`'${clean(facts.value)}' is not ${facts.expected}`, facts),
  remedy: facts.hint ?? `Give ${facts.expected}.`,
}));

/** No event has this name. */
export const filterEventType = defineError<
  InText & { name: string; suggestion: string | undefined }
>('CHISEL_FILTER_EVENT_TYPE', (facts) => ({
  message: shown(`there is no event type '${clean(facts.name)}'`, facts),
  remedy: facts.suggestion
    ? `Did you mean ${facts.suggestion}? All event types are listed by -L.`
    : 'All event types are listed by -L.',
}));

/** A transformer doesn't fit what it is given. */
export const filterTransformer = defineError<InText & { reason: string; hint: string }>(
  'CHISEL_FILTER_TRANSFORMER',
  (facts) => ({ message: shown(facts.reason, facts), remedy: facts.hint }),
);

/** The pattern of `regex` is wrong, or too large. */
export const filterRegex = defineError<InText & { reason: string }>(
  'CHISEL_FILTER_REGEX',
  (facts) => ({
    message: shown(`the regular expression can't be used: ${clean(facts.reason)}`, facts),
    remedy: 'Patterns are written in RE2 syntax and have to match the whole value.',
  }),
);

const WIDTH = 76;
const MAX_MARKS = 40;

/** A sentence, the line of the filter that it is about, and marks under the place. */
function shown(sentence: string, { text, start, end }: InText): string {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const newline = text.indexOf('\n', start);
  const lineEnd = newline < 0 ? text.length : newline;
  const from = Math.max(lineStart, Math.min(start - WIDTH / 2, lineEnd - WIDTH));
  const to = Math.min(lineEnd, from + WIDTH);
  const before = from > lineStart ? '…' : '';
  const after = to < lineEnd ? '…' : '';
  const marks = Math.max(1, Math.min(end, to) - start);
  const line = `${before}${clean(text.slice(from, to))}${after}`;
  const pad = ' '.repeat(before.length + start - from);
  return `filter: ${sentence}\n  ${line}\n  ${pad}${'^'.repeat(Math.min(marks, MAX_MARKS))}`;
}

function foundAt({ text, start, end }: InText): string {
  if (start >= text.length) return 'the filter ends';
  return `found '${clean(text.slice(start, Math.min(end, start + MAX_MARKS)))}'`;
}

/** Text for a terminal: one column a character, nothing that moves the cursor. */
function clean(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/g, '?');
}
