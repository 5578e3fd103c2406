import type { FieldContext } from '../field/field.ts';
import type { Event } from '../state/event.ts';
import type { FieldLookup } from './bind-operand.ts';
import { checkFilter, remembers, type CheckedNode } from './check-filter.ts';
import { fdGateOf } from './fd-gate.ts';
import type { FilterNode } from './grammar/filter-tree.ts';
import { generateSource, type GeneratedFilter } from './generate-source.ts';
import { Match, matchTypes, type EventTest } from './match-types.ts';
import { parseFilter } from './grammar/parse-filter.ts';

/** A filter made ready for one run. */
export interface CompiledFilter {
  readonly text: string;
  readonly tree: FilterNode;
  /** The tree with its fields bound: for those who look at its parts one by one. */
  readonly checked: CheckedNode;
  /** Bits of `Need`. */
  readonly needs: number;
  /** Names of the fields in it, each once. */
  readonly fields: readonly string[];
  /** For every event type id one of `Match`; ask `test` where it is `Match.MAYBE`. */
  readonly types: Uint8Array;
  /** As `types`, of exit events whose call returned no error. */
  readonly succeeded: Uint8Array;
  /** By the number of a system call, what generic events about it say; the last is for all others. */
  readonly syscalls: Uint8Array;
  /** Whether it has to be asked about all events that it might pass, also when nobody wants to see them. */
  readonly remembers: boolean;
  /** Whether `types` alone decides about the events of all types that the table has. */
  readonly decidedByType: boolean;
  /**
   * When present: false for events that don't pass because of the entry of their fd, whatever else they
   * are. It is `test` itself where nothing else matters.
   */
  readonly fdGate?: EventTest | undefined;
  /** Whether the event passes, whatever its type. */
  test(event: Event): boolean;
}

/** Compiles the text of a filter. Throws a ChiselError that shows the place of what is wrong. */
export function compileFilter(
  text: string,
  fields: FieldLookup,
  shown: FieldContext,
): CompiledFilter {
  const { table } = shown;
  // What a filter compares does not depend on whether lines are JSON.
  const context: FieldContext = { table, text: { ...shown.text, json: false } };
  const tree = parseFilter(text, {
    repeatedNot: table.edition === 'classic' ? 'once' : 'toggle',
  });
  const checked = checkFilter(tree, { text, fields, context });
  const generated = generateSource(checked);
  const test = compileSource(generated);
  const hasMemory = remembers(checked);
  const gate = hasMemory ? undefined : fdGateOf(checked);
  const matches = matchTypes(checked, table, compilePart);
  const { types } = matches;
  return {
    text,
    tree,
    checked,
    needs: generated.operands.reduce((bits, operand) => bits | operand.needs, 0),
    fields: [...new Set(generated.operands.flatMap((operand) => operand.fields))],
    ...matches,
    remembers: hasMemory,
    decidedByType: table.types.every(({ id }) => types[id] !== Match.MAYBE),
    fdGate: gate === checked ? test : gate && compileSource(generateSource(gate)),
    test,
  };
}

/** The test of a part of a filter alone. */
export function compilePart(part: CheckedNode): EventTest {
  return compileSource(generateSource(part));
}

type Factory = (
  operands: GeneratedFilter['operands'],
  values: GeneratedFilter['values'],
  none: object,
) => EventTest;

/** Stands for a value that was not asked for yet. */
const none = {};

function compileSource({ source, operands, values }: GeneratedFilter): EventTest {
  // The code consists of fixed pieces and numbers only; everything else is passed to it.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const create = new Function('operands', 'values', 'none', source) as Factory;
  return create(operands, values, none);
}
