import { LuaError } from '../vm/lua-error.ts';
import type { LuaInput, LuaValue } from '../vm/lua-vm.ts';
import type { Session } from './session.ts';
import type { ScriptArg } from './setup.ts';
import { splitArguments } from './split-arguments.ts';

/** Calls of a script's callbacks other than the ones for events, with what each must return. */

/** Hands the arguments of one word over. */
export function giveArguments(session: Session, args: readonly ScriptArg[], word: string): void {
  const values = splitArguments(word);
  if (values === undefined) throw new LuaError('a quote in its arguments is left open');
  const required = args.filter(({ optional }) => !optional).length;
  if (values.length < required || values.length > args.length) {
    throw new LuaError(
      `it takes ${String(required)} to ${String(args.length)} arguments, ${String(values.length)} were given`,
    );
  }
  values.forEach((value, i) => {
    const { name } = args[i] as ScriptArg;
    if (!has(session, 'on_set_arg')) throw new LuaError('it has arguments but no on_set_arg()');
    const taken = callGlobal(session, 'on_set_arg', [name, value]);
    if (typeof taken !== 'boolean') throw new LuaError('on_set_arg() did not return a boolean');
    if (!taken) throw new LuaError(`its argument ${name} can't be ${JSON.stringify(value)}`);
  });
}

/** Calls `on_init`; a chisel that has another put in its place need not return anything. */
export function callInit(session: Session): void {
  if (!has(session, 'on_init')) return;
  const result = callGlobal(session, 'on_init', []);
  if (session.replacement === undefined) checkStart('on_init', result);
}

export function callCaptureStart(session: Session): void {
  if (!has(session, 'on_capture_start')) return;
  checkStart('on_capture_start', callGlobal(session, 'on_capture_start', []));
}

function checkStart(name: string, result: LuaValue): void {
  if (typeof result !== 'boolean') throw new LuaError(`${name}() did not return a boolean`);
  if (!result) throw new LuaError(`its ${name}() refused to go on`);
}

/** Calls `on_capture_end` with the last time stamp and the time since the first. */
export function callCaptureEnd(
  session: Session,
  times: readonly [s: number, ns: number, delta: number],
): void {
  if (has(session, 'on_capture_end')) callGlobal(session, 'on_capture_end', times);
}

export function has(session: Session, name: string): boolean {
  const { vm } = session;
  return vm.typeOf(vm.get(vm.globals, name)) === 'function';
}

function callGlobal(session: Session, name: string, args: readonly LuaInput[]): LuaValue {
  const { vm } = session;
  return vm.call(vm.get(vm.globals, name), args)[0];
}
