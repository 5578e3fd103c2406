import type { Expression } from '../parse/ast.ts';
import type { LocalVariable } from '../parse/scope.ts';

const numbers = new WeakSet<LocalVariable>();
const functions = new WeakSet<LocalVariable>();

const ARITHMETIC = new Set(['+', '-', '*', '/', '%', '^']);

/** Whether its value is a number, whatever the script does. */
export function isNumber(expression: Expression): boolean {
  switch (expression.kind) {
    case 'number':
      return true;
    case 'local':
      return numbers.has(expression.variable);
    case 'paren':
      return isNumber(expression.inner);
    case 'unary':
      return (
        expression.operator === '#' || (expression.operator === '-' && isNumber(expression.operand))
      );
    case 'binary':
      return (
        ARITHMETIC.has(expression.operator) &&
        isNumber(expression.left) &&
        isNumber(expression.right)
      );
    default:
      return false;
  }
}

/** Whether its value is a function, so that a call needs no check. */
export function isFunction(expression: Expression): boolean {
  return expression.kind === 'local' && functions.has(expression.variable);
}

/** Remembers what a variable holds that gets a value once. */
export function learn(variable: LocalVariable, value: Expression): void {
  if (variable.isAssigned) return;
  if (value.kind === 'function') functions.add(variable);
  if (isNumber(value)) numbers.add(variable);
}

export function learnNumber(variable: LocalVariable): void {
  if (!variable.isAssigned) numbers.add(variable);
}
