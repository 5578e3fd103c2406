import { ldebug, lobject, type CallInfo, type LClosure, type LuaState } from './fengari.ts';
import { ArgumentError } from '../argument-error.ts';
import { LuaError } from '../lua-error.ts';
import { throwOn } from './foreign-errors.ts';
import { CALL_IS_LEFT, CALL_IS_LUA } from './calls.ts';
import { push, slotType } from './host-values.ts';
import { decodeBytes, encodeBytes, type FengariString, type Slot } from './values.ts';

/** Makes what a host function threw into an error of Lua; anything else is thrown on, past Lua. */
export function raise(L: LuaState, thrown: unknown): never {
  if (thrown instanceof ArgumentError) raiseText(L, argumentMessage(L, thrown), 1);
  if (!(thrown instanceof LuaError)) throwOn(L, thrown);
  if (typeof thrown.value === 'string') raiseText(L, thrown.value, 1);
  push(L, thrown.value);
  return ldebug.luaG_errormsg(L);
}

/** Raises a message with the place of the function at a level: 1 is the caller of the host function that runs. */
export function raiseText(L: LuaState, message: string, level: number): never {
  push(L, where(L, level) + message);
  return ldebug.luaG_errormsg(L);
}

/** `FILE:LINE: ` of the function at a level, or nothing when that is no Lua function. */
export function where(L: LuaState, level: number): string {
  const frame = frameAt(L, level);
  return frame === undefined ? '' : placeOf(frame, ' ');
}

export function frameAt(L: LuaState, level: number): CallInfo | undefined {
  let frame: CallInfo | null = L.ci;
  for (let i = 0; i < level && frame !== null; i++) {
    do frame = frame.previous;
    while (frame !== null && frame.callstatus & CALL_IS_LEFT);
  }
  return frame === null || frame === L.base_ci ? undefined : frame;
}

/** `FILE:LINE:` and what follows; nothing for a host function. */
export function placeOf(frame: CallInfo, end = ''): string {
  if ((frame.callstatus & CALL_IS_LUA) === 0) return '';
  return `${sourceName(frame)}:${String(currentLine(frame))}:${end}`;
}

export function currentLine(frame: CallInfo): number {
  return (frame.func.value as LClosure).p.lineinfo[frame.l_savedpc - 1] ?? 0;
}

const MAX_NAME = 59;

export function sourceName(frame: CallInfo): string {
  const { source } = (frame.func.value as LClosure).p;
  return source === null ? '?' : chunkName(source as FengariString);
}

export function chunkName(source: FengariString): string {
  const bytes = (source as unknown as { getstr(): Uint8Array }).getstr();
  return decodeBytes(lobject.luaO_chunkid(bytes, MAX_NAME));
}

export interface FunctionName {
  readonly name: string;
  /** `global`, `local`, `method`, `field`, `upvalue`; empty when there is no name. */
  readonly kind: string;
}

/** What the caller calls the function of a frame. */
export function functionName(L: LuaState, frame: CallInfo): FunctionName {
  if ((frame.previous?.callstatus ?? 0) & CALL_IS_LEFT) return { name: '?', kind: '' };
  const record: { i_ci: CallInfo; name?: Uint8Array | null; namewhat?: Uint8Array } = {
    i_ci: frame,
  };
  ldebug.lua_getinfo(L, encodeBytes('n'), record);
  const { name, namewhat } = record;
  if (!name || !namewhat) return { name: '?', kind: '' };
  return { name: decodeBytes(name), kind: decodeBytes(namewhat) };
}

function argumentMessage(L: LuaState, error: ArgumentError): string {
  const { name, kind } = functionName(L, L.ci);
  const got = error.saysGot ? `, got ${gotType(L, error.index)}` : '';
  const complaint = error.complaint + got;
  if (kind !== 'method') return `bad argument #${String(error.index)} to '${name}' (${complaint})`;
  if (error.index === 1) return `calling '${name}' on bad self (${complaint})`;
  return `bad argument #${String(error.index - 1)} to '${name}' (${complaint})`;
}

function gotType(L: LuaState, index: number): string {
  const at = L.ci.funcOff + index;
  return at < L.top ? slotType(L.stack[at] as Slot) : 'no value';
}
