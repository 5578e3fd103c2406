import { textToNumber } from '../../lib51/text-to-number.ts';
import { callValue } from './calls.ts';
import { metamethod } from './metatables.ts';
import { raise, raiseOperand } from './raise.ts';
import { first, type Value } from './value.ts';

type Operator = (a: number, b: number) => number;

export function add(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return a + b;
  return calculate(a, b, (x, y) => x + y, '__add');
}

export function subtract(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return calculate(a, b, (x, y) => x - y, '__sub');
}

export function multiply(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return a * b;
  return calculate(a, b, (x, y) => x * y, '__mul');
}

export function divide(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return a / b;
  return calculate(a, b, (x, y) => x / y, '__div');
}

export function modulo(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return remainder(a, b);
  return calculate(a, b, remainder, '__mod');
}

/** With the sign of the divisor; not a number where the divisor is infinite, as in LuaJIT. */
function remainder(a: number, b: number): number {
  if ((a | 0) === a && (b | 0) === b && b > 0) {
    const rest = a % b;
    return rest < 0 ? rest + b : rest + 0;
  }
  return a - Math.floor(a / b) * b;
}

export function power(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return raiseToPower(a, b);
  return calculate(a, b, raiseToPower, '__pow');
}

/** C's `pow`: JavaScript has no number for a power of 1 or -1 that C knows. */
export function raiseToPower(a: number, b: number): number {
  if (a === 1 || (a === -1 && !Number.isFinite(b) && !Number.isNaN(b))) return 1;
  return a ** b;
}

export function negate(value: Value): Value {
  if (typeof value === 'number') return -value;
  return calculate(value, value, (x) => -x, '__unm');
}

export function toNumber(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? textToNumber(value) : undefined;
}

function calculate(a: Value, b: Value, operator: Operator, name: string): Value {
  const [x, y] = [toNumber(a), toNumber(b)];
  if (x !== undefined && y !== undefined) return operator(x, y);
  const method = metamethod(a, name) ?? metamethod(b, name);
  if (method !== undefined) return first(callValue(method, a, b));
  const action = 'perform arithmetic on';
  return x === undefined ? raiseOperand(action, a, 'left') : raiseOperand(action, b, 'right');
}

/** A bound or the step of a numeric `for`. */
export function forNumber(value: Value, what: string): number {
  return toNumber(value) ?? raise(() => `${what} must be a number`);
}
