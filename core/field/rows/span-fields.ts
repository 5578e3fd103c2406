import { defineFields, noValue, type FieldSpec } from '../define-fields.ts';
import { bracketed, dotted, oneOf } from '../field-arguments.ts';
import type { FieldType } from '../field.ts';

const byNameOrIndex = oneOf(bracketed, dotted(/[\w.-]*[\w-]/y));

type Extra = Pick<FieldSpec, 'format' | 'hidden' | 'argument' | 'readArgument'>;

const indexed: Extra = { argument: 'required', readArgument: bracketed };
const hiddenIndexed: Extra = { ...indexed, hidden: true };
const keyed: Extra = { argument: 'required', readArgument: byNameOrIndex };

/** Spans of tracers. Tracers are not decoded, so that none of these has a value. */
export const spanFields = defineFields({ class: 'span' }, [
  row('span.id', 'int64', 'Id of the span.', { format: 'ID' }),
  row('span.time', 'text', 'Local time at which the span began.'),
  row('span.ntags', 'uint32', 'How many tags the span has.'),
  row('span.nargs', 'uint32', 'How many arguments the span has.'),
  row('span.tags', 'text', 'All tags of the span, with dots.'),
  row('span.tag', 'text', 'One tag by its position; negative ones count from the end.', indexed),
  row('span.args', 'text', 'All arguments of the span, with commas.'),
  row('span.arg', 'text', 'One argument by its name or position.', keyed),
  row('span.enterargs', 'text', 'All arguments that the span began with, with commas.'),
  row('span.enterarg', 'text', 'One argument that the span began with.', keyed),
  row('span.duration', 'reltime', 'Nanoseconds from the beginning of the span to its end.'),
  row('span.duration.quantized', 'uint64', 'Order of magnitude of the duration.', { hidden: true }),
  row('span.duration.human', 'text', 'Duration of the span with a unit.'),
  row('span.duration.fortag', 'reltime', 'Duration of spans with so many tags.', hiddenIndexed),
  row('span.count', 'uint64', 'The number 1 when a span ends.', { hidden: true }),
  row('span.count.fortag', 'uint64', 'The number 1 for spans with so many tags.', hiddenIndexed),
  row('span.childcount.fortag', 'uint64', 'The number 1 for spans with more tags.', hiddenIndexed),
  row('span.idtag', 'text', 'Id of a span in lists of spans.', hiddenIndexed),
  row('span.rawtime', 'text', 'Time of a span in lists of spans.', { hidden: true }),
  row('span.rawparenttime', 'text', 'Time of the parent in lists of spans.', { hidden: true }),
]);

/** Which spans: all around the event, of its process, of its thread, of its main thread's script. */
const scopes: readonly (readonly [prefix: string, whose: string])[] = [
  ['evtin.span', 'a span around the event'],
  ['evtin.span.p', 'a span of the same process'],
  ['evtin.span.s', 'a span of the same script'],
  ['evtin.span.m', 'a span of the same machine'],
];

/** Spans that an event lies within. */
export const evtinFields = defineFields(
  { class: 'evtin' },
  scopes.flatMap(([prefix, whose]) => [
    row(`${prefix}.id`, 'int64', `Id of ${whose}.`, { format: 'ID' }),
    row(`${prefix}.ntags`, 'uint32', `How many tags ${whose} has.`),
    row(`${prefix}.nargs`, 'uint32', `How many arguments ${whose} has.`),
    row(`${prefix}.tags`, 'text', `All tags of ${whose}, with dots.`),
    row(`${prefix}.tag`, 'text', `One tag of ${whose}.`, indexed),
    row(`${prefix}.args`, 'text', `All arguments of ${whose}, with commas.`),
    row(`${prefix}.arg`, 'text', `One argument of ${whose}.`, keyed),
  ]),
);

function row(name: string, type: FieldType, description: string, extra: Extra = {}): FieldSpec {
  return {
    name,
    type,
    description,
    appliesTo: () => false,
    extract: noValue,
    ...extra,
    ...(extra.argument && { argumentKind: `${name}[INDEX]` }),
  };
}
