import { ChiselError } from '../errors/chisel-error.ts';
import type { EventTable } from '../event/event-table.ts';
import type { Field, FieldContext } from '../field/field.ts';
import { filterField, filterFieldUse, filterTransformer } from './filter-errors.ts';
import type { CallNode, CallValue, FieldNode } from './grammar/filter-tree.ts';
import { constantOperand, fieldOperand, type Operand } from './operand.ts';
import { printOperand } from './grammar/print-filter.ts';
import { isMisuse, listOperand, transform } from './transformers.ts';

/** What filters need of the table of fields. */
export interface FieldLookup {
  byName(name: string): Field | undefined;
  /** The nearest names to one that isn't there, best first. */
  suggest(name: string): readonly string[];
}

/** What is the same for all of a filter. */
export interface FilterContext {
  readonly text: string;
  readonly fields: FieldLookup;
  readonly context: FieldContext;
}

/** Binds the left side of a check. */
export function bindLeft(node: FieldNode | CallNode, filter: FilterContext): Operand {
  return node.kind === 'call' ? bindCall(node, filter) : bindField(node, filter);
}

/** Binds what stands in a transformer, or to the right of an operator. */
export function bindOperand(node: CallValue, filter: FilterContext): Operand {
  const key = printOperand(node);
  switch (node.kind) {
    case 'value':
      return constantOperand(key, node.text);
    case 'callList':
      return listOperand(
        key,
        node.values.map((value) => bindOperand(value, filter)),
      );
    case 'call':
      return bindCall(node, filter);
    case 'field':
      return bindSingle(node, filter);
  }
}

/** A field that has one value of its own. */
function bindSingle(node: FieldNode, filter: FilterContext): Operand {
  const operand = bindField(node, filter);
  const { field, extractAll } = operand;
  if (!extractAll && !field?.filterOnly) return operand;
  const hint = field?.argumentKind ? `Choose one with an index, like ${node.name}[1].` : undefined;
  const reason = `${node.name} can only be the left side of a check, as it stands for several values`;
  throw filterFieldUse({ text: filter.text, ...place(node), reason, hint });
}

function bindCall(node: CallNode, filter: FilterContext): Operand {
  const values = node.values.map((value) => bindOperand(value, filter));
  const first = values[0] as Operand;
  const { text } = filter;
  if (node.name === 'val') {
    if (node.values.length === 1 && node.argument === undefined) return first;
    const reason = 'val stands for one field';
    throw filterTransformer({ text, ...place(node), reason, hint: 'Write val(field).' });
  }
  const result = transform(printOperand(node), node.name, values, node.argument);
  if (isMisuse(result)) throw filterTransformer({ text, ...place(node), ...result });
  return result;
}

function bindField(node: FieldNode, filter: FilterContext): Operand {
  const { context, text } = filter;
  try {
    const { field, argument } = findField(node, filter);
    if (field.displayOnly) {
      const reason = `the field '${field.name}' is for output only`;
      throw filterFieldUse({ text, ...place(node), reason });
    }
    return fieldOperand(printOperand(node), field.bind(context, argument), context.table);
  } catch (error) {
    if (!(error instanceof ChiselError) || error.code.startsWith('CHISEL_FILTER_')) throw error;
    const facts = { text, ...place(node), reason: error.message, hint: error.remedy };
    throw filterFieldUse(facts, error);
  }
}

interface FoundField {
  readonly field: Field;
  readonly argument: string | undefined;
}

function findField(node: FieldNode, filter: FilterContext): FoundField {
  const { fields, context, text } = filter;
  const field = fields.byName(node.name);
  if (field) {
    checkBrackets(field, node, filter);
    return { field, argument: node.argument };
  }
  const found = findDotted(node, fields, context.table);
  if (found) return found;
  const suggestions = fields.suggest(node.name);
  throw filterField({ text, ...place(node), field: node.name, suggestions });
}

/** Some fields take their argument behind a dot only. */
function checkBrackets(field: Field, node: FieldNode, { context, text }: FilterContext): void {
  if (node.argument === undefined || !field.readArgument) return;
  const written = `${node.name}["${node.argument}"]`;
  if (field.readArgument(written, node.name.length, context.table)) return;
  const reason = `the field '${node.name}' takes no argument in brackets`;
  throw filterFieldUse({ text, ...place(node), reason, hint: `Write ${node.name}.NAME.` });
}

/** The field whose name is the longest beginning of this one, the rest being its argument. */
function findDotted(
  { name, argument }: FieldNode,
  fields: FieldLookup,
  table: EventTable,
): FoundField | undefined {
  for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
    const field = fields.byName(name.slice(0, dot));
    if (!field?.readArgument || argument !== undefined) continue;
    const found = field.readArgument(name, dot, table);
    if (found?.end === name.length) return { field, argument: found.argument };
  }
  return undefined;
}

function place({ start, end }: { start: number; end: number }): { start: number; end: number } {
  return { start, end };
}
