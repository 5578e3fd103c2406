import {
  ldebug,
  lfunc,
  lobject,
  type CallInfo,
  type Instruction,
  type LClosure,
  type LuaState,
  type Proto,
} from './fengari.ts';
import { toNumber } from './arithmetic.ts';
import { CALL_IS_TAIL, put, reserve, restoreTop } from './calls.ts';
import { encodeBytes, LUA_FUNCTION, NUMBER, type Slot } from './values.ts';

/** A tail call: the frame that was just made takes the place of the one below. */
export function replaceFrame(L: LuaState, caller: Proto): CallInfo {
  const made = L.ci;
  const kept = made.previous as CallInfo;
  const { stack } = L;
  if (caller.p.length > 0) lfunc.luaF_close(L, kept.l_base);
  const shift = made.funcOff - kept.funcOff;
  const limit = made.l_base + (made.func.value as LClosure).p.numparams;
  for (let at = made.funcOff; at < limit; at++) put(stack, at - shift, stack[at] as Slot);
  kept.func = stack[kept.funcOff] as CallInfo['func'];
  kept.l_base = made.l_base - shift;
  kept.top = made.top - shift;
  kept.l_code = made.l_code;
  kept.l_savedpc = 0;
  kept.callstatus |= CALL_IS_TAIL;
  L.top = kept.top;
  L.ci = kept;
  return kept;
}

const LOOP_PARTS = ["'for' initial value", "'for' limit", "'for' step"];

/** The three numbers of a loop; the index is put one step before the first. */
export function prepareLoop(L: LuaState, at: number): void {
  for (let part = 0; part < LOOP_PARTS.length; part++) {
    const slot = L.stack[at + part] as Slot;
    const value = toNumber(slot);
    if (value === false) {
      ldebug.luaG_runerror(L, encodeBytes(`${String(LOOP_PARTS[part])} must be a number`));
    }
    slot.type = NUMBER;
    slot.value = value;
  }
  const index = L.stack[at] as Slot;
  index.value = (index.value as number) - ((L.stack[at + 2] as Slot).value as number);
}

/** In 5.1 each evaluation makes a new function. */
export function makeClosure(L: LuaState, encloser: LClosure, base: number, i: Instruction): void {
  const p = encloser.p.p[i.Bx] as Proto;
  const made = new lobject.LClosure(L, p.upvalues.length);
  made.p = p;
  for (let at = 0; at < made.nupvalues; at++) {
    const { instack, idx } = p.upvalues[at] as Proto['upvalues'][0];
    made.upvals[at] = (instack ? L.stack[base + idx] : encloser.upvals[idx]) as Slot;
  }
  const to = L.stack[base + i.A] as Slot;
  to.type = LUA_FUNCTION;
  to.value = made;
}

export function copyVarargs(L: LuaState, frame: CallInfo, p: Proto, i: Instruction): void {
  const count = Math.max(frame.l_base - frame.funcOff - p.numparams - 1, 0);
  const to = frame.l_base + i.A;
  const wanted = i.B === 0 ? count : i.B - 1;
  if (i.B === 0) {
    reserve(L, count);
    restoreTop(L, to + count);
    L.top = to + count;
  }
  const from = frame.l_base - count;
  for (let at = 0; at < wanted; at++) {
    if (at < count) put(L.stack, to + at, L.stack[from + at] as Slot);
    else (L.stack[to + at] as Slot).setnilvalue();
  }
}
