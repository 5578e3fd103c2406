import { KeyedNumbers, sum } from './keyed-numbers.ts';

/** The first name of `KeyedNumbers`. */
export { KeyedNumbers as Top };

/** The first name of `sum`. */
export const top = sum;
