import {
  ldebug,
  ldo,
  lobject,
  lstate,
  ltm,
  type CClosure,
  type CallInfo,
  type LClosure,
  type LuaState,
  type Proto,
} from './fengari.ts';
import { encodeBytes, HOST_FUNCTION, LUA_FUNCTION, NIL, newSlot, type Slot } from './values.ts';

const { CallInfo: NewCallInfo } = lstate;
const TM_CALL = ltm.TMS['TM_CALL'] as number;
export const CALL_IS_LUA = 2;
export const CALL_IS_FRESH = 8;
export const CALL_IS_TAIL = 32;
/** The function ends with a call of a host function, which has taken its place as far as Lua can see. */
export const CALL_IS_LEFT = 1024;
/** Slots that a host function may use beyond its arguments. */
const HOST_STACK = 20;
/** Slots of the stack: LuaJIT's limit, beyond which recursion is an error. */
const MAX_STACK = 65_500;

export type HostEntry = (L: LuaState) => number;

/** Takes the place of Fengari's closure of a C function. */
export class HostClosure extends lobject.CClosure {
  readonly name: string;

  constructor(L: LuaState, name: string, entry: HostEntry) {
    super(L, entry, 0);
    this.name = name;
  }
}

/**
 * Begins a call of the value at `at`, its arguments above it. A host function is run at once: true. For a Lua
 * function a frame is made, for the interpreter to go on in: false. Slots and frames are used again,
 * since a closure never shares a slot above the top.
 */
export function beginCall(L: LuaState, at: number, wanted: number): boolean {
  const callee = L.stack[at] as Slot;
  if (callee.type === LUA_FUNCTION) {
    beginLuaCall(L, at, callee, wanted);
    return false;
  }
  if (callee.type !== HOST_FUNCTION) {
    useCallHandler(L, at, callee);
    return beginCall(L, at, wanted);
  }
  reserve(L, HOST_STACK);
  const frame = nextFrame(L);
  frame.funcOff = at;
  frame.nresults = wanted;
  frame.func = callee as CallInfo['func'];
  frame.top = L.top + HOST_STACK;
  frame.callstatus = 0;
  const count = (callee.value as CClosure).f(L);
  endCall(L, frame, L.top - count, count);
  return true;
}

function beginLuaCall(L: LuaState, at: number, callee: Slot, wanted: number): void {
  const { p } = callee.value as LClosure;
  reserve(L, p.maxstacksize);
  const { stack } = L;
  let base = at + 1;
  if (p.is_vararg) base = moveFixed(L, p, L.top - at - 1);
  else for (let i = L.top; i < base + p.numparams; i++) clear(stack, i);
  const top = base + p.maxstacksize;
  for (let i = L.top; i < top; i++) stack[i] ??= newSlot(NIL, null);
  L.top = top;
  const frame = nextFrame(L);
  frame.funcOff = at;
  frame.nresults = wanted;
  frame.func = callee as CallInfo['func'];
  frame.l_base = base;
  frame.top = top;
  frame.l_code = p.code;
  frame.l_savedpc = 0;
  frame.callstatus = CALL_IS_LUA;
}

/** The fixed parameters of a function of any number are copied above the arguments; where they begin. */
function moveFixed(L: LuaState, p: Proto, given: number): number {
  const { stack } = L;
  const first = L.top - given;
  const base = L.top;
  reserve(L, p.numparams + p.maxstacksize);
  for (let i = 0; i < p.numparams; i++) {
    if (i < given) {
      const from = stack[first + i] as Slot;
      put(stack, base + i, from);
      from.setnilvalue();
    } else clear(stack, base + i);
  }
  L.top = base + p.numparams;
  return base;
}

/** Moves results to where the caller wants them and leaves the frame; false when it takes any number. */
export function endCall(L: LuaState, frame: CallInfo, first: number, count: number): boolean {
  const to = frame.funcOff;
  const wanted = frame.nresults;
  const { stack } = L;
  L.ci = frame.previous as CallInfo;
  if (wanted === 1) {
    if (count === 0) (stack[to] as Slot).setnilvalue();
    else (stack[to] as Slot).setfrom(stack[first] as Slot);
    L.top = to + 1;
    return true;
  }
  const kept = wanted < 0 ? count : Math.min(wanted, count);
  for (let i = 0; i < kept; i++) put(stack, to + i, stack[first + i] as Slot);
  for (let i = kept; i < wanted; i++) clear(stack, to + i);
  L.top = to + (wanted < 0 ? count : wanted);
  return wanted >= 0;
}

/** Raises the top to the end of a Lua function's registers, which may hold anything but must be there. */
export function restoreTop(L: LuaState, top: number): void {
  const { stack } = L;
  for (let i = L.top; i < top; i++) stack[i] ??= newSlot(NIL, null);
  L.top = top;
}

export function put(stack: Slot[], at: number, from: Slot): void {
  const slot = stack[at];
  if (slot === undefined) stack[at] = newSlot(from.type, from.value);
  else {
    slot.type = from.type;
    slot.value = from.value;
  }
}

function clear(stack: Slot[], at: number): void {
  const slot = stack[at];
  if (slot === undefined) stack[at] = newSlot(NIL, null);
  else {
    slot.type = NIL;
    slot.value = null;
  }
}

export function reserve(L: LuaState, count: number): void {
  if (L.stack_last - L.top > count) return;
  if (L.top + count > MAX_STACK && L.stack.length <= MAX_STACK * 2) overflow(L);
  ldo.luaD_growstack(L, count);
}

function overflow(L: LuaState): never {
  L.stack.length = MAX_STACK * 3;
  L.stack_last = L.stack.length - 5;
  return ldebug.luaG_runerror(L, encodeBytes('stack overflow'));
}

function nextFrame(L: LuaState): CallInfo {
  const last = L.ci;
  let frame = last.next;
  if (frame === null) {
    frame = new NewCallInfo();
    last.next = frame;
    frame.previous = last;
  }
  L.ci = frame;
  return frame;
}

/** Puts the `__call` of a value below it as the function to be called. */
function useCallHandler(L: LuaState, at: number, callee: Slot): void {
  const handler = ltm.luaT_gettmbyobj(L, callee, TM_CALL);
  if (handler.type !== LUA_FUNCTION && handler.type !== HOST_FUNCTION) {
    ldebug.luaG_typeerror(L, callee, encodeBytes('call'));
  }
  reserve(L, 1);
  const { stack } = L;
  for (let i = L.top; i > at; i--) put(stack, i, stack[i - 1] as Slot);
  L.top++;
  put(stack, at, handler);
}
