import { bindLeft, bindOperand, type FilterContext } from './bind-operand.ts';
import {
  listTest,
  modifiedTest,
  pairTests,
  valueTest,
  type CheckTest,
  type PairTest,
} from './check-test.ts';
import { checkValue } from './values/check-value.ts';
import { filterFieldUse, filterOperatorType, filterRegex, filterValue } from './filter-errors.ts';
import type {
  CallNode,
  CheckNode,
  FilterNode,
  ListNode,
  Place,
  ValueNode,
} from './grammar/filter-tree.ts';
import type { Operand } from './operand.ts';
import { kindNames, kindOf, operators, operatorsFor, type Kind } from './operators.ts';
import type { Constant } from './values/parse-value.ts';

/** A filter whose fields are bound and whose values are parsed; each part knows its node. */
export type CheckedNode = CheckedChain | CheckedNot | CheckedCheck;

export interface CheckedChain {
  readonly kind: 'and' | 'or';
  readonly node: FilterNode;
  readonly children: readonly CheckedNode[];
}

export interface CheckedNot {
  readonly kind: 'not';
  readonly node: FilterNode;
  readonly child: CheckedNode;
}

export interface CheckedCheck {
  readonly kind: 'check';
  readonly node: CheckNode;
  readonly operand: Operand;
  /** Of an operand with several values: all of them must pass, not just one. */
  readonly all: boolean;
  readonly test: CheckTest | PairCheck;
}

type Values = readonly ValueNode[];

/** A comparison with another value of the same event. */
export interface PairCheck {
  readonly kind: 'pair';
  readonly operand: Operand;
  readonly test: PairTest;
}

/** Whether what it says of an event depends on those that it was asked about before. */
export function remembers(node: CheckedNode): boolean {
  switch (node.kind) {
    case 'and':
    case 'or':
      return node.children.some(remembers);
    case 'not':
      return remembers(node.child);
    case 'check':
      return operandsOf(node).some((operand) => operand.remembers);
  }
}

/** Both sides of a check, or the only one that is no constant. */
export function operandsOf({ operand, test }: CheckedCheck): readonly Operand[] {
  return test.kind === 'pair' ? [operand, test.operand] : [operand];
}

/** Gives a tree its meaning. Throws a ChiselError that shows the place of what is wrong. */
export function checkFilter(node: FilterNode, filter: FilterContext): CheckedNode {
  switch (node.kind) {
    case 'and':
    case 'or': {
      const children = node.children.map((child) => checkFilter(child, filter));
      return { kind: node.kind, node, children };
    }
    case 'not':
      return { kind: 'not', node, child: checkFilter(node.child, filter) };
    case 'check':
      return checkCheck(node, filter);
  }
}

function checkCheck(node: CheckNode, filter: FilterContext): CheckedCheck {
  const operand = bindLeft(node.left, filter);
  checkOperator(node, operand, filter);
  const isNegative =
    node.operator.name === '!=' && (node.modifier === undefined || node.modifier === 'allof');
  const all = isNegative && operand.field?.allUnequal === true;
  return { kind: 'check', node, operand, all, test: createTest(node, operand, filter) };
}

function checkOperator(node: CheckNode, operand: Operand, filter: FilterContext): void {
  const kind = kindOf[operand.type];
  const { name, start, end } = node.operator;
  const place = { text: filter.text, start, end };
  if (operand.field?.within !== undefined && (name !== '=' || node.modifier)) {
    const type = `the field '${operand.field.name}'`;
    throw filterOperatorType({ ...place, operator: name, type, allowed: ['='] });
  }
  if (operators.get(name)?.kinds.includes(kind)) return;
  const allowed = operatorsFor(kind);
  throw filterOperatorType({ ...place, operator: name, type: kindNames[kind], allowed });
}

function createTest(
  node: CheckNode,
  operand: Operand,
  filter: FilterContext,
): CheckedCheck['test'] {
  const { right, modifier, operator } = node;
  if (!right) return { kind: 'exists' };
  if (right.kind === 'call') return createPair(node, right, operand, filter);
  const kind = kindOf[operand.type];
  const { name } = operator;
  const values = valuesOf(node, kind, filter);
  const constants = values.map((value) =>
    checkValue(value, name, operand, filter.text, filter.context.table),
  );
  if (operand.field?.within !== undefined) return withinTest(operand.field.within, constants);
  try {
    if (modifier) return modifiedTest(name, modifier, kind, constants);
    if (right.kind === 'list') return listTest(name, kind, constants);
    return valueTest(name, kind, constants[0] as Constant);
  } catch (error) {
    if (name !== 'regex' || !(error instanceof Error)) throw error;
    throw filterRegex({ ...placeOf(right, filter), reason: error.message }, error);
  }
}

function valuesOf({ right, modifier }: CheckNode, kind: Kind, filter: FilterContext): Values {
  if (right?.kind === 'value') return [right];
  const { values, start, end } = right as ListNode;
  if (values.length > 0 || kind !== 'text' || modifier) return values;
  // 0.29.3 takes an empty list of texts for a list of the empty text.
  const isClassic = filter.context.table.edition === 'classic';
  return isClassic ? [{ kind: 'value', text: '', start, end }] : values;
}

function withinTest(unit: number, constants: readonly Constant[]): CheckTest {
  return { kind: 'compare', sign: '<=', constant: Number(constants[0]) * unit };
}

function createPair(
  node: CheckNode,
  right: CallNode,
  left: Operand,
  filter: FilterContext,
): PairCheck {
  const { name } = node.operator;
  const operand = bindOperand(right, filter);
  const test = pairTests[name];
  if (!test) {
    const reason = `${name} takes no value of the event on its right`;
    throw filterFieldUse({ ...placeOf(right, filter), reason, hint: 'Give a value.' });
  }
  const kind = kindOf[left.type];
  const found = kindOf[operand.type];
  const isList = found === 'list' && kind === 'text' && operators.get(name)?.right === 'list';
  if (found === kind || isList) return { kind: 'pair', operand, test };
  throw filterValue({
    ...placeOf(right, filter),
    value: operand.key,
    expected: `comparable with ${left.key}: ${kindNames[kind]} and ${kindNames[found]} differ`,
    hint: 'Compare values of the same type.',
  });
}

function placeOf({ start, end }: Place, { text }: FilterContext): Place & { text: string } {
  return { text, start, end };
}
