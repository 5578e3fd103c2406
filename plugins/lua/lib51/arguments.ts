import { ArgumentError } from '../vm/argument-error.ts';
import type { LuaValue } from '../vm/lua-vm.ts';
import { numberToText } from './number-to-text.ts';
import { textToNumber } from './text-to-number.ts';

/** What a function takes as text: a string, or a number as `tostring` writes it. `index` counts from 1. */
export function textArgument(value: LuaValue, index: number): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberToText(value);
  throw new ArgumentError(index, 'string expected', true, value);
}

/** A number, or text that reads as one. */
export function numberArgument(value: LuaValue, index: number): number {
  if (typeof value === 'number') return value;
  const number = typeof value === 'string' ? textToNumber(value) : undefined;
  if (number !== undefined) return number;
  throw new ArgumentError(index, 'number expected', true, value);
}

/** A number as C makes an `int` of it: cut to a whole one, and beyond 32 bits the smallest there is. */
export function integerArgument(value: LuaValue, index: number, absent?: number): number {
  if (value === undefined && absent !== undefined) return absent;
  return toInt32(numberArgument(value, index));
}

const SMALLEST = -0x8000_0000;

export function toInt32(value: number): number {
  const whole = Math.trunc(value);
  return whole >= SMALLEST && whole < -SMALLEST ? whole + 0 : SMALLEST;
}
