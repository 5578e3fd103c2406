import type {
  Expression,
  IndexExpression,
  LocalExpression,
  UnaryExpression,
} from '../parse/ast.ts';
import { emitBinary, emitCondition } from './emit-binary.ts';
import { emitCall, emitMethodCall } from './emit-call.ts';
import { emitFunction } from './emit-function.ts';
import { emitTable } from './emit-table.ts';
import type { Emitter } from './emitter.ts';
import { isNumber } from './knowledge.ts';
import { localName, numberLiteral, quote } from './literals.ts';
import { describe } from './describe.ts';

/** Code for exactly one value. */
export function emitValue(emitter: Emitter, expression: Expression): string {
  switch (expression.kind) {
    case 'nil':
      return 'undefined';
    case 'true':
    case 'false':
      return expression.kind;
    case 'number':
      return numberLiteral(expression.value);
    case 'string':
      return quote(expression.value);
    case 'vararg':
      return 'V[0]';
    case 'local':
      return localName(expression.variable);
    case 'paren':
      return emitValue(emitter, expression.inner);
    case 'call':
    case 'method':
      return `first(${emitResults(emitter, expression)})`;
    case 'function':
      return emitFunction(emitter, expression);
    default:
      return emitOperation(emitter, expression);
  }
}

type Operation = Extract<Expression, { kind: 'global' | 'index' | 'binary' | 'unary' | 'table' }>;

function emitOperation(emitter: Emitter, expression: Operation): string {
  switch (expression.kind) {
    case 'global': {
      const site = emitter.globalSite(expression.name);
      const mark = emitter.sites.mark({ line: expression.line });
      return `((T = ${site}.entry.value) !== undefined ? T : ${mark}getGlobal(${site}))`;
    }
    case 'index':
      return emitIndex(emitter, expression);
    case 'binary':
      return emitBinary(emitter, expression);
    case 'unary':
      return emitUnary(emitter, expression);
    case 'table':
      return emitTable(emitter, expression);
  }
}

/** Whether it can have any number of values. */
export function isMultiple({ kind }: Expression): boolean {
  return kind === 'call' || kind === 'method' || kind === 'vararg';
}

/** Code for all its values: one that is no array, or an array. */
export function emitResults(emitter: Emitter, expression: Expression, isTailCall = false): string {
  switch (expression.kind) {
    case 'vararg':
      return 'V';
    case 'call':
      return emitCall(emitter, expression, isTailCall);
    case 'method':
      return emitMethodCall(emitter, expression, isTailCall);
    default:
      return emitValue(emitter, expression);
  }
}

/** Code for the elements of an array or a list of arguments. */
export function emitList(emitter: Emitter, expressions: readonly Expression[]): string {
  const last = expressions.length - 1;
  return expressions
    .map((expression, i) =>
      i === last && isMultiple(expression)
        ? `...spread(${emitResults(emitter, expression)})`
        : emitValue(emitter, expression),
    )
    .join(', ');
}

function emitIndex(emitter: Emitter, { object, key, line }: IndexExpression): string {
  const from = emitValue(emitter, object);
  const mark = emitter.sites.mark({ line, left: describe(object) });
  if (key.kind === 'string') return `${mark}getField(${from}, ${emitter.fieldSite(key.value)})`;
  return `${mark}index(${from}, ${emitValue(emitter, key)})`;
}

function emitUnary(emitter: Emitter, { operator, operand, line }: UnaryExpression): string {
  if (operator === 'not') return `!${emitCondition(emitter, operand)}`;
  const mark = emitter.sites.mark({ line, left: describe(operand) });
  const value = emitValue(emitter, operand);
  if (operator === '#') return `${mark}length(${value})`;
  return isNumber(operand) ? `(-${value})` : `${mark}negate(${value})`;
}

/** A local can be read twice. */
export function isLocal(expression: Expression): expression is LocalExpression {
  return expression.kind === 'local';
}
