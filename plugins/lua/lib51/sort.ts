import { LuaError } from '../vm/lua-error.ts';

/**
 * Sorts as `table.sort` of Lua 5.1 does, step by step: which of two equal values comes first, and which
 * faulty comparisons are noticed, depends on the steps.
 */
export function sortLikeLua<T>(values: T[], isLess: (left: T, right: T) => boolean): void {
  sortRange(values, isLess, 0, values.length - 1);
}

function sortRange<T>(
  a: T[],
  isLess: (left: T, right: T) => boolean,
  from: number,
  to: number,
): void {
  let low = from;
  let high = to;
  while (low < high) {
    if (isLess(a[high] as T, a[low] as T)) swap(a, low, high);
    if (high - low === 1) return;
    const middle = (low + high) >>> 1;
    orderMiddle(a, isLess, low, middle, high);
    if (high - low === 2) return;
    const pivot = a[middle] as T;
    swap(a, middle, high - 1);
    const at = partition(a, isLess, low, high, pivot);
    swap(a, high - 1, at);
    if (at - low < high - at) {
      sortRange(a, isLess, low, at - 1);
      low = at + 1;
    } else {
      sortRange(a, isLess, at + 1, high);
      high = at - 1;
    }
  }
}

function orderMiddle<T>(
  a: T[],
  isLess: (left: T, right: T) => boolean,
  low: number,
  middle: number,
  high: number,
): void {
  if (isLess(a[middle] as T, a[low] as T)) swap(a, middle, low);
  else if (isLess(a[high] as T, a[middle] as T)) swap(a, middle, high);
}

function partition<T>(
  a: T[],
  isLess: (left: T, right: T) => boolean,
  low: number,
  high: number,
  pivot: T,
): number {
  let i = low;
  let j = high - 1;
  for (;;) {
    while (isLess(a[++i] as T, pivot)) if (i >= high) invalidOrder();
    while (isLess(pivot, a[--j] as T)) if (j <= low) invalidOrder();
    if (j < i) return i;
    swap(a, i, j);
  }
}

function invalidOrder(): never {
  throw new LuaError('invalid order function for sorting');
}

function swap<T>(a: T[], i: number, j: number): void {
  const kept = a[i] as T;
  a[i] = a[j] as T;
  a[j] = kept;
}
