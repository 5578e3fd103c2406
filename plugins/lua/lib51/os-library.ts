import { LuaError } from '../vm/lua-error.ts';
import type { HostFunction, LuaResult, LuaTable, LuaValue, LuaVm, LuaWorld } from '../vm/lua-vm.ts';
import { integerArgument, numberArgument, textArgument } from './arguments.ts';
import type { Library } from './library.ts';
import { breakTime, strftime } from '@chisel/core/bytes/strftime.ts';
import { tableArgument } from './table-library.ts';
import { textToNumber } from './text-to-number.ts';

/** Never to be had by a chisel. */
const REFUSED = ['execute', 'remove', 'rename', 'tmpname'];
const MICROSECOND = 1e6;

/** The table `os`. */
export function osLibrary(vm: LuaVm, world: LuaWorld): Library {
  const begin = performance.now();
  return {
    fixed: {
      clock: () => Math.round((performance.now() - begin) * 1000) / MICROSECOND,
      date: (format: LuaValue, time: LuaValue) => date(vm, format, time),
      difftime: (later: LuaValue, earlier: LuaValue) =>
        numberArgument(later, 1) - (earlier === undefined ? 0 : numberArgument(earlier, 2)),
      exit: (code: LuaValue) => world.exit(exitCode(code)),
      getenv: (name: LuaValue) => world.getenv?.(textArgument(name, 1)),
      setlocale: (locale: LuaValue) => setLocale(locale),
      time: (table: LuaValue) => time(vm, table),
      ...refusals(world, 'os', REFUSED),
    },
    variadic: {},
  };
}

/** Functions that only raise the error that says why. */
export function refusals(
  world: LuaWorld,
  library: string,
  names: readonly string[],
): Record<string, HostFunction> {
  return Object.fromEntries(
    names.map((name) => [
      name,
      () => {
        throw new LuaError(world.refuse(`${library}.${name}`));
      },
    ]),
  );
}

function exitCode(code: LuaValue): number {
  if (typeof code === 'boolean') return code ? 0 : 1;
  return integerArgument(code, 1, 0);
}

/** There is only C's. */
function setLocale(locale: LuaValue): string | undefined {
  return locale === undefined || locale === '' || locale === 'C' || locale === 'POSIX'
    ? 'C'
    : undefined;
}

function date(vm: LuaVm, formatArgument: LuaValue, timeArgument: LuaValue): LuaResult {
  const given = formatArgument === undefined ? '%c' : textArgument(formatArgument, 1);
  const seconds =
    timeArgument === undefined
      ? Math.floor(Date.now() / 1000)
      : Math.trunc(numberArgument(timeArgument, 2));
  const isUtc = given.startsWith('!');
  const format = isUtc ? given.slice(1) : given;
  if (Number.isNaN(new Date(seconds * 1000).getTime())) return undefined;
  const parts = breakTime(seconds, isUtc);
  if (!format.startsWith('*t')) return strftime(format, parts);
  const table = vm.createTable();
  vm.set(table, 'sec', parts.second);
  vm.set(table, 'min', parts.minute);
  vm.set(table, 'hour', parts.hour);
  vm.set(table, 'day', parts.day);
  vm.set(table, 'month', parts.month + 1);
  vm.set(table, 'year', parts.year);
  vm.set(table, 'wday', parts.weekday + 1);
  vm.set(table, 'yday', parts.yearday + 1);
  vm.set(table, 'isdst', parts.isDst);
  return table;
}

function time(vm: LuaVm, argument: LuaValue): LuaResult {
  if (argument === undefined) return Math.floor(Date.now() / 1000);
  const table = tableArgument(vm, argument, 1);
  const sec = part(vm, table, 'sec', 0);
  const min = part(vm, table, 'min', 0);
  const hour = part(vm, table, 'hour', 12);
  const day = part(vm, table, 'day');
  const month = part(vm, table, 'month') - 1;
  const year = part(vm, table, 'year');
  const seconds = new Date(year, month, day, hour, min, sec).getTime() / 1000;
  if (Number.isNaN(seconds)) return undefined;
  const isDst = vm.get(table, 'isdst');
  return isDst === true && !breakTime(seconds, false).isDst ? seconds - 3600 : seconds;
}

function part(vm: LuaVm, table: LuaTable, name: string, absent?: number): number {
  const value = vm.get(table, name);
  const number = typeof value === 'string' ? textToNumber(value) : value;
  if (typeof number === 'number') return Math.trunc(number);
  if (absent === undefined) throw new LuaError(`field '${name}' missing in date table`);
  return absent;
}
