import type { Arithmetic, BinaryExpression, Expression } from '../parse/ast.ts';
import { describe } from './describe.ts';
import { emitValue, isLocal } from './emit-expression.ts';
import type { Emitter } from './emitter.ts';
import { isNumber } from './knowledge.ts';

const ARITHMETIC: Readonly<Record<Arithmetic, string>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '%': 'modulo',
  '^': 'power',
};

/** Lua's own operators of JavaScript, which mean the same for numbers. */
const NATIVE = new Set(['+', '-', '*', '/', '<', '<=', '>', '>=']);

/** Comparisons are two functions: the others are made of them. */
const COMPARE: Readonly<Record<string, readonly [name: string, isSwapped: boolean]>> = {
  '<': ['less', false],
  '<=': ['lessOrEqual', false],
  '>': ['less', true],
  '>=': ['lessOrEqual', true],
};

export function emitBinary(emitter: Emitter, expression: BinaryExpression): string {
  const { operator } = expression;
  switch (operator) {
    case 'and':
    case 'or':
      return emitChoice(emitter, expression);
    case '..':
      return emitConcat(emitter, expression);
    case '==':
    case '~=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return emitComparison(emitter, expression);
    default:
      return emitArithmetic(emitter, expression, ARITHMETIC[operator]);
  }
}

function emitChoice(emitter: Emitter, { operator, left, right }: BinaryExpression): string {
  const first = `T = ${emitValue(emitter, left)}`;
  const second = emitValue(emitter, right);
  if (operator === 'or') return `((${first}) !== undefined && T !== false ? T : ${second})`;
  return `((${first}) === undefined || T === false ? T : ${second})`;
}

/** Binds to the right, and every operand is there before the first two are joined. */
function emitConcat(emitter: Emitter, { left, right, line }: BinaryExpression): string {
  const mark = emitter.sites.mark({
    line,
    left: describe(left),
    right: describe(concatHead(right)),
  });
  return `${mark}concat(${emitValue(emitter, left)}, ${emitValue(emitter, right)})`;
}

/** The operand beside the sign. */
function concatHead(right: Expression): Expression {
  return right.kind === 'binary' && right.operator === '..' ? right.left : right;
}

function emitArithmetic(emitter: Emitter, expression: BinaryExpression, name: string): string {
  const { operator, left, right, line } = expression;
  const [a, b] = [emitValue(emitter, left), emitValue(emitter, right)];
  const isNative = NATIVE.has(operator);
  if (isNative && isNumber(left) && isNumber(right)) return `(${a} ${operator} ${b})`;
  const mark = emitter.sites.mark({ line, left: describe(left), right: describe(right) });
  const call = `${mark}${name}(${a}, ${b})`;
  const check = isNative ? checkNumbers(left, right, a, b) : undefined;
  return check === undefined ? call : `(${check} ? ${a} ${operator} ${b} : ${call})`;
}

/** A check that both are numbers, where reading them twice costs nothing. */
function checkNumbers(
  left: Expression,
  right: Expression,
  a: string,
  b: string,
): string | undefined {
  const checks: string[] = [];
  for (const [expression, code] of [
    [left, a],
    [right, b],
  ] as const) {
    if (isNumber(expression) && (isLocal(expression) || expression.kind === 'number')) continue;
    if (!isLocal(expression)) return undefined;
    checks.push(`typeof ${code} === "number"`);
  }
  return checks.length > 0 ? checks.join(' && ') : 'true';
}

const PLAIN_KINDS = new Set(['nil', 'true', 'false', 'number', 'string']);

/** Code that is a boolean of JavaScript. */
function emitComparison(
  emitter: Emitter,
  { operator, left, right, line }: BinaryExpression,
): string {
  const [a, b] = [emitValue(emitter, left), emitValue(emitter, right)];
  const mark = emitter.sites.mark({ line });
  if (operator === '==' || operator === '~=') {
    const isPlain = PLAIN_KINDS.has(left.kind) || PLAIN_KINDS.has(right.kind);
    if (isPlain) return `(${a} ${operator === '==' ? '===' : '!=='} ${b})`;
    return `${operator === '==' ? '' : '!'}${mark}equal(${a}, ${b})`;
  }
  const [name, isSwapped] = COMPARE[operator] as readonly [string, boolean];
  const both = isNumber(left) && isNumber(right);
  if (both) return `(${a} ${operator} ${b})`;
  const check = checkNumbers(left, right, a, b);
  if (check !== undefined) {
    const args = isSwapped ? `${b}, ${a}` : `${a}, ${b}`;
    return `(${check} ? ${a} ${operator} ${b} : ${mark}${name}(${args}))`;
  }
  return isSwapped ? `${mark}${name}Swapped(${a}, ${b})` : `${mark}${name}(${a}, ${b})`;
}

const COMPARISONS = new Set(['==', '~=', '<', '<=', '>', '>=']);

/** Code that is a boolean of JavaScript: whether the value counts as true. */
export function emitCondition(emitter: Emitter, expression: Expression): string {
  const code = emitBoolean(emitter, expression);
  if (code !== undefined) return code;
  const value = emitValue(emitter, expression);
  if (isLocal(expression)) return `(${value} !== undefined && ${value} !== false)`;
  return `((T = ${value}) !== undefined && T !== false)`;
}

function emitBoolean(emitter: Emitter, expression: Expression): string | undefined {
  if (expression.kind === 'paren') return emitCondition(emitter, expression.inner);
  if (expression.kind === 'unary' && expression.operator === 'not') {
    return `!${emitCondition(emitter, expression.operand)}`;
  }
  if (expression.kind !== 'binary') return undefined;
  const { operator, left, right } = expression;
  if (COMPARISONS.has(operator)) return emitComparison(emitter, expression);
  if (operator !== 'and' && operator !== 'or') return undefined;
  const sign = operator === 'and' ? '&&' : '||';
  return `(${emitCondition(emitter, left)} ${sign} ${emitCondition(emitter, right)})`;
}
