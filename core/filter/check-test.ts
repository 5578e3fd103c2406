import type { FieldValue } from '../field/field.ts';
import { compileGlob } from './match/match-glob.ts';
import { compilePaths } from './match/match-paths.ts';
import { compileRegex } from './match/match-regex.ts';
import { compileIcontains } from './match/match-text.ts';
import type { Modifier } from './grammar/filter-tree.ts';
import type { Kind } from './operators.ts';
import { isInNetwork, type Network } from './values/parse-address.ts';
import type { Constant } from './values/parse-value.ts';

export type Sign = '<' | '<=' | '>' | '>=';
export type Method = 'includes' | 'startsWith' | 'endsWith';
export type Predicate = (value: FieldValue) => boolean;

/** What a check asks of a value that is there, in the few shapes that code is made for. */
export type CheckTest =
  | { readonly kind: 'exists' }
  | { readonly kind: 'never' }
  | { readonly kind: 'equal' | 'unequal'; readonly constant: Constant }
  | { readonly kind: 'compare'; readonly sign: Sign; readonly constant: Constant }
  | { readonly kind: 'method'; readonly method: Method; readonly constant: string }
  | { readonly kind: 'in' | 'notIn'; readonly constants: ReadonlySet<unknown> }
  | { readonly kind: 'call'; readonly test: Predicate };

const signs: readonly string[] = ['<', '<=', '>', '>='];

const methods: Readonly<Record<string, Method>> = {
  contains: 'includes',
  bcontains: 'includes',
  startswith: 'startsWith',
  bstartswith: 'startsWith',
  endswith: 'endsWith',
};

/** Operators whose value is a pattern that is compiled once. */
const patterns: Readonly<Record<string, (pattern: string) => (value: string) => boolean>> = {
  icontains: compileIcontains,
  glob: (pattern) => compileGlob(pattern, false),
  iglob: (pattern) => compileGlob(pattern, true),
  regex: compileRegex,
};

/** The test of an operator that takes one value. */
export function valueTest(operator: string, kind: Kind, constant: Constant): CheckTest {
  if (kind === 'network') return networkTest(operator, [constant as Network]);
  if (operator === '=') return { kind: 'equal', constant };
  if (operator === '!=') return { kind: 'unequal', constant };
  if (signs.includes(operator)) return { kind: 'compare', sign: operator as Sign, constant };
  const method = methods[operator];
  if (method) return { kind: 'method', method, constant: constant as string };
  const compile = patterns[operator] as (typeof patterns)[string];
  return { kind: 'call', test: compile(constant as string) as Predicate };
}

/** The test of an operator that takes a list. */
export function listTest(operator: string, kind: Kind, constants: readonly Constant[]): CheckTest {
  if (constants.length === 0) return { kind: 'never' };
  if (operator === 'pmatch') {
    return { kind: 'call', test: compilePaths(constants as readonly string[]) as Predicate };
  }
  if (kind === 'network') return networkTest('=', constants as readonly Network[]);
  const set: ReadonlySet<unknown> = new Set(constants);
  if (kind !== 'list') return { kind: 'in', constants: set };
  const test: (values: readonly string[]) => boolean =
    operator === 'in'
      ? (values) => values.every((value) => set.has(value))
      : (values) => values.some((value) => set.has(value));
  return { kind: 'call', test: test as Predicate };
}

/** The test of an operator that is applied to each value of a list. */
export function modifiedTest(
  operator: string,
  modifier: Modifier,
  kind: Kind,
  constants: readonly Constant[],
): CheckTest {
  if (constants.length === 0) return { kind: 'never' };
  if (kind !== 'network') {
    const set = new Set<unknown>(constants);
    if (operator === '=' && modifier === 'anyof') return { kind: 'in', constants: set };
    if (operator === '!=' && modifier === 'allof') return { kind: 'notIn', constants: set };
  }
  const tests = constants.map((constant) => predicateOf(valueTest(operator, kind, constant)));
  return { kind: 'call', test: counted[modifier](tests) };
}

const counted: Readonly<Record<Modifier, (tests: readonly Predicate[]) => Predicate>> = {
  anyof: (tests) => (value) => tests.some((test) => test(value)),
  allof: (tests) => (value) => tests.every((test) => test(value)),
  oneof: (tests) => (value) => {
    let count = 0;
    for (const test of tests) if (test(value) && ++count > 1) return false;
    return count === 1;
  },
};

function networkTest(operator: string, networks: readonly Network[]): CheckTest {
  const isInside = (address: string): boolean =>
    networks.some((network) => isInNetwork(address, network));
  const test = operator === '!=' ? (address: string) => !isInside(address) : isInside;
  return { kind: 'call', test: test as Predicate };
}

/** A test as a function of a value that is there. */
export function predicateOf(test: CheckTest): Predicate {
  switch (test.kind) {
    case 'exists':
      return () => true;
    case 'never':
      return () => false;
    case 'equal':
      return (value) => value === test.constant;
    case 'unequal':
      return (value) => value !== test.constant;
    case 'compare':
      return comparePredicate(test.sign, test.constant as string);
    case 'method':
      return (value) => (value as string)[test.method](test.constant);
    case 'in':
      return (value) => test.constants.has(value);
    case 'notIn':
      return (value) => !test.constants.has(value);
    case 'call':
      return test.test;
  }
}

function comparePredicate(sign: Sign, constant: string): Predicate {
  const compare = pairTests[sign] as PairTest;
  return (value) => compare(value, constant);
}

export type PairTest = (left: FieldValue, right: FieldValue) => boolean;

type TextPairTest = (left: string, right: string) => boolean;

const textPairTests: Readonly<Record<string, TextPairTest>> = {
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
  contains: (left, right) => left.includes(right),
  icontains: (left, right) => compileIcontains(right)(left),
  startswith: (left, right) => left.startsWith(right),
  endswith: (left, right) => left.endsWith(right),
  glob: (left, right) => compileGlob(right, false)(left),
  iglob: (left, right) => compileGlob(right, true)(left),
  pmatch: (left, right) => compilePaths([right])(left),
};

/** Tests between two values of one event, by operator; those that are missing want a constant. */
export const pairTests: Readonly<Record<string, PairTest>> = {
  ...(textPairTests as unknown as Record<string, PairTest>),
  '=': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  in: (left, right) => listOf(left).every((value) => listOf(right).includes(value)),
  intersects: (left, right) => listOf(left).some((value) => listOf(right).includes(value)),
};

function listOf(value: FieldValue): readonly FieldValue[] {
  return Array.isArray(value) ? (value as readonly FieldValue[]) : [value];
}
