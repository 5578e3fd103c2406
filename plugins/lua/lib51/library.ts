import type { HostFunction, VariadicFunction } from '../vm/lua-vm.ts';

/** Functions of one table of the standard library. */
export interface Library {
  readonly fixed: Readonly<Record<string, HostFunction>>;
  readonly variadic: Readonly<Record<string, VariadicFunction>>;
}
