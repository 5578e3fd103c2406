import { badOptionValue } from './errors.ts';

/** The value of an option that takes a count. */
export function wholeNumber(option: string, value: string): number {
  const number = /^\d+$/.test(value) ? Number(value) : 0;
  if (number < 1 || !Number.isSafeInteger(number)) {
    throw badOptionValue({ option, value, expected: 'a whole number from 1 on' });
  }
  return number;
}
