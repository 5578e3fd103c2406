import {
  ldebug,
  ldo,
  lfunc,
  ltm,
  type CallInfo,
  type Instruction,
  type LClosure,
  type LuaState,
} from './fengari.ts';
import { power } from '../../lib51/math-library.ts';
import { getIndex, setIndex } from './access.ts';
import {
  arithmeticSlow,
  concatenate,
  equals,
  isTrue,
  lengthOf,
  lessEqual,
  lessThan,
  modulo,
} from './arithmetic.ts';
import { beginCall, CALL_IS_FRESH, CALL_IS_LEFT, endCall, restoreTop } from './calls.ts';
import { copyVarargs, makeClosure, prepareLoop, replaceFrame } from './steps.ts';
import { FengariTable } from './table.ts';
import {
  BOOLEAN,
  encodeBytes,
  HOST_FUNCTION,
  NIL,
  NUMBER,
  STRING,
  TABLE,
  textOf,
} from './values.ts';
import type { FengariString, Slot } from './values.ts';

const TM_ADD = ltm.TMS['TM_ADD'] as number;
const TM_SUB = ltm.TMS['TM_SUB'] as number;
const TM_MUL = ltm.TMS['TM_MUL'] as number;
const TM_DIV = ltm.TMS['TM_DIV'] as number;
const TM_MOD = ltm.TMS['TM_MOD'] as number;
const TM_POW = ltm.TMS['TM_POW'] as number;
const TM_UNM = ltm.TMS['TM_UNM'] as number;

/** An operand with this bit is a constant. */
const K = 256;
const KEY = 255;
const LIST_SIZE = 50;
const GETTABUP = 6;
const SETTABUP = 8;

/**
 * Runs the Lua function that is about to run, and what it calls, until that function returns. One loop over
 * all opcodes on purpose: calls between handlers would cost as much as most opcodes do.
 */
// eslint-disable-next-line max-lines-per-function, complexity
export function execute(L: LuaState): void {
  let frame = L.ci;
  frame.callstatus |= CALL_IS_FRESH;
  let closure = frame.func.value as LClosure;
  const { stack } = L;
  let k = closure.p.k;
  let base = frame.l_base;
  let code = frame.l_code;
  for (;;) {
    const i = code[frame.l_savedpc++] as Instruction;
    switch (i.opcode) {
      case 0: // MOVE
        copy(stack[base + i.A] as Slot, stack[base + i.B] as Slot);
        break;
      case 1: // LOADK
        copy(stack[base + i.A] as Slot, k[i.Bx] as Slot);
        break;
      case 2: // LOADKX
        copy(stack[base + i.A] as Slot, k[(code[frame.l_savedpc++] as Instruction).Ax] as Slot);
        break;
      case 3: {
        // LOADBOOL
        const to = stack[base + i.A] as Slot;
        to.type = BOOLEAN;
        to.value = i.B !== 0;
        if (i.C !== 0) frame.l_savedpc++;
        break;
      }
      case 4: // LOADNIL
        for (let at = base + i.A; at <= base + i.A + i.B; at++) (stack[at] as Slot).setnilvalue();
        break;
      case 5: // GETUPVAL
        copy(stack[base + i.A] as Slot, closure.upvals[i.B] as Slot);
        break;
      case 9: // SETUPVAL
        copy(closure.upvals[i.B] as Slot, stack[base + i.A] as Slot);
        break;
      case 6: // GETTABUP
      case 7: {
        // GETTABLE
        const holder = (i.opcode === GETTABUP ? closure.upvals[i.B] : stack[base + i.B]) as Slot;
        const key = (i.C & K ? k[i.C & KEY] : stack[base + i.C]) as Slot;
        const to = stack[base + i.A] as Slot;
        if (holder.type !== TABLE || !readPlain(holder.value as FengariTable, key, to, i)) {
          getIndex(L, holder, key, to);
        }
        break;
      }
      case 8: // SETTABUP
      case 10: {
        // SETTABLE
        const holder = (i.opcode === SETTABUP ? closure.upvals[i.A] : stack[base + i.A]) as Slot;
        const key = (i.B & K ? k[i.B & KEY] : stack[base + i.B]) as Slot;
        const value = (i.C & K ? k[i.C & KEY] : stack[base + i.C]) as Slot;
        if (holder.type !== TABLE || !writePlain(holder.value as FengariTable, key, value, i)) {
          setIndex(L, holder, key, value);
        }
        break;
      }
      case 11: {
        // NEWTABLE
        const to = stack[base + i.A] as Slot;
        to.type = TABLE;
        to.value = new FengariTable(L);
        break;
      }
      case 12: {
        // SELF
        const holder = stack[base + i.B] as Slot;
        const key = (i.C & K ? k[i.C & KEY] : stack[base + i.C]) as Slot;
        copy(stack[base + i.A + 1] as Slot, holder);
        getIndex(L, holder, key, stack[base + i.A] as Slot);
        break;
      }
      case 13: {
        // ADD
        const a = (i.B & K ? k[i.B & KEY] : stack[base + i.B]) as Slot;
        const b = (i.C & K ? k[i.C & KEY] : stack[base + i.C]) as Slot;
        const to = stack[base + i.A] as Slot;
        if (a.type === NUMBER && b.type === NUMBER) {
          to.value = (a.value as number) + (b.value as number);
          to.type = NUMBER;
        } else arithmeticSlow(L, TM_ADD, a, b, to);
        break;
      }
      case 14: {
        // SUB
        const a = (i.B & K ? k[i.B & KEY] : stack[base + i.B]) as Slot;
        const b = (i.C & K ? k[i.C & KEY] : stack[base + i.C]) as Slot;
        const to = stack[base + i.A] as Slot;
        if (a.type === NUMBER && b.type === NUMBER) {
          to.value = (a.value as number) - (b.value as number);
          to.type = NUMBER;
        } else arithmeticSlow(L, TM_SUB, a, b, to);
        break;
      }
      case 15: {
        // MUL
        const a = (i.B & K ? k[i.B & KEY] : stack[base + i.B]) as Slot;
        const b = (i.C & K ? k[i.C & KEY] : stack[base + i.C]) as Slot;
        const to = stack[base + i.A] as Slot;
        if (a.type === NUMBER && b.type === NUMBER) {
          to.value = (a.value as number) * (b.value as number);
          to.type = NUMBER;
        } else arithmeticSlow(L, TM_MUL, a, b, to);
        break;
      }
      case 18: {
        // DIV
        const a = (i.B & K ? k[i.B & KEY] : stack[base + i.B]) as Slot;
        const b = (i.C & K ? k[i.C & KEY] : stack[base + i.C]) as Slot;
        const to = stack[base + i.A] as Slot;
        if (a.type === NUMBER && b.type === NUMBER) {
          to.value = (a.value as number) / (b.value as number);
          to.type = NUMBER;
        } else arithmeticSlow(L, TM_DIV, a, b, to);
        break;
      }
      case 16: {
        // MOD
        const a = (i.B & K ? k[i.B & KEY] : stack[base + i.B]) as Slot;
        const b = (i.C & K ? k[i.C & KEY] : stack[base + i.C]) as Slot;
        const to = stack[base + i.A] as Slot;
        if (a.type === NUMBER && b.type === NUMBER) {
          to.value = modulo(a.value as number, b.value as number);
          to.type = NUMBER;
        } else arithmeticSlow(L, TM_MOD, a, b, to);
        break;
      }
      case 17: {
        // POW
        const a = (i.B & K ? k[i.B & KEY] : stack[base + i.B]) as Slot;
        const b = (i.C & K ? k[i.C & KEY] : stack[base + i.C]) as Slot;
        const to = stack[base + i.A] as Slot;
        if (a.type === NUMBER && b.type === NUMBER) {
          to.value = power(a.value as number, b.value as number);
          to.type = NUMBER;
        } else arithmeticSlow(L, TM_POW, a, b, to);
        break;
      }
      case 25: {
        // UNM
        const a = stack[base + i.B] as Slot;
        const to = stack[base + i.A] as Slot;
        if (a.type === NUMBER) {
          to.value = -(a.value as number);
          to.type = NUMBER;
        } else arithmeticSlow(L, TM_UNM, a, a, to);
        break;
      }
      case 27: {
        // NOT
        const to = stack[base + i.A] as Slot;
        to.value = !isTrue(stack[base + i.B] as Slot);
        to.type = BOOLEAN;
        break;
      }
      case 28: // LEN
        lengthOf(L, stack[base + i.A] as Slot, stack[base + i.B] as Slot);
        break;
      case 29: // CONCAT
        L.top = base + i.C + 1;
        concatenate(L, i.C - i.B + 1);
        copy(stack[base + i.A] as Slot, stack[base + i.B] as Slot);
        restoreTop(L, frame.top);
        break;
      case 30: // JMP
        if (i.A !== 0) lfunc.luaF_close(L, base + i.A - 1);
        frame.l_savedpc += i.sBx;
        break;
      case 31: {
        // EQ
        const holds = equals(
          L,
          (i.B & K ? k[i.B & KEY] : stack[base + i.B]) as Slot,
          (i.C & K ? k[i.C & KEY] : stack[base + i.C]) as Slot,
        );
        if (holds === (i.A !== 0)) jump(L, frame, base);
        else frame.l_savedpc++;
        break;
      }
      case 32: {
        // LT
        const holds = lessThan(
          L,
          (i.B & K ? k[i.B & KEY] : stack[base + i.B]) as Slot,
          (i.C & K ? k[i.C & KEY] : stack[base + i.C]) as Slot,
        );
        if (holds === (i.A !== 0)) jump(L, frame, base);
        else frame.l_savedpc++;
        break;
      }
      case 33: {
        // LE
        const holds = lessEqual(
          L,
          (i.B & K ? k[i.B & KEY] : stack[base + i.B]) as Slot,
          (i.C & K ? k[i.C & KEY] : stack[base + i.C]) as Slot,
        );
        if (holds === (i.A !== 0)) jump(L, frame, base);
        else frame.l_savedpc++;
        break;
      }
      case 34: // TEST
        if (isTrue(stack[base + i.A] as Slot) === (i.C !== 0)) jump(L, frame, base);
        else frame.l_savedpc++;
        break;
      case 35: {
        // TESTSET
        const from = stack[base + i.B] as Slot;
        if (isTrue(from) === (i.C !== 0)) {
          copy(stack[base + i.A] as Slot, from);
          jump(L, frame, base);
        } else frame.l_savedpc++;
        break;
      }
      case 36: {
        // CALL
        const at = base + i.A;
        if (i.B !== 0) L.top = at + i.B;
        const isDone = beginCall(L, at, i.C - 1);
        if (isDone && i.C !== 0) restoreTop(L, frame.top);
        if (isDone) break;
        frame = L.ci;
        closure = frame.func.value as LClosure;
        k = closure.p.k;
        base = frame.l_base;
        code = frame.l_code;
        break;
      }
      case 37: {
        // TAILCALL
        const at = base + i.A;
        if (i.B !== 0) L.top = at + i.B;
        if ((stack[at] as Slot).type === HOST_FUNCTION) frame.callstatus |= CALL_IS_LEFT;
        if (beginCall(L, at, -1)) break;
        frame = replaceFrame(L, closure.p);
        closure = frame.func.value as LClosure;
        k = closure.p.k;
        base = frame.l_base;
        code = frame.l_code;
        break;
      }
      case 38: {
        // RETURN
        if (closure.p.p.length > 0) lfunc.luaF_close(L, base);
        const first = base + i.A;
        const isFixed = endCall(L, frame, first, i.B === 0 ? L.top - first : i.B - 1);
        if (frame.callstatus & CALL_IS_FRESH) return;
        frame = L.ci;
        if (isFixed) restoreTop(L, frame.top);
        closure = frame.func.value as LClosure;
        k = closure.p.k;
        base = frame.l_base;
        code = frame.l_code;
        break;
      }
      case 39: {
        // FORLOOP
        const at = base + i.A;
        const step = (stack[at + 2] as Slot).value as number;
        const index = ((stack[at] as Slot).value as number) + step;
        const limit = (stack[at + 1] as Slot).value as number;
        if (step > 0 ? index <= limit : limit <= index) {
          (stack[at] as Slot).value = index;
          const to = stack[at + 3] as Slot;
          to.type = NUMBER;
          to.value = index;
          frame.l_savedpc += i.sBx;
        }
        break;
      }
      case 40: // FORPREP
        prepareLoop(L, base + i.A);
        frame.l_savedpc += i.sBx;
        break;
      case 41: // TFORCALL
        callIterator(L, base + i.A, i.C);
        restoreTop(L, frame.top);
        break;
      case 42: {
        // TFORLOOP
        const control = stack[base + i.A + 1] as Slot;
        if (control.type !== NIL) {
          copy(stack[base + i.A] as Slot, control);
          frame.l_savedpc += i.sBx;
        }
        break;
      }
      case 43: {
        // SETLIST
        const at = base + i.A;
        const count = i.B === 0 ? L.top - at - 1 : i.B;
        const list = i.C === 0 ? (code[frame.l_savedpc++] as Instruction).Ax : i.C;
        const table = (stack[at] as Slot).value as FengariTable;
        table.fill(stack, at + 1, count, (list - 1) * LIST_SIZE + 1, i.B === 0);
        restoreTop(L, frame.top);
        break;
      }
      case 44: // CLOSURE
        makeClosure(L, closure, base, i);
        break;
      case 45: // VARARG
        copyVarargs(L, frame, closure.p, i);
        break;
      default:
        throw new Error(`opcode ${String(i.opcode)}`);
    }
  }
}

function copy(to: Slot, from: Slot): void {
  to.type = from.type;
  to.value = from.value;
}

/** Reads an entry, unless a metamethod may have to say what it is. */
function readPlain(table: FengariTable, key: Slot, to: Slot, i: Instruction): boolean {
  const slot =
    key.type === STRING && i.C & K
      ? table.getNamed(textOf(key.value as FengariString), i)
      : table.get(key);
  if (slot.type === NIL && table.metatable !== null) return false;
  copy(to, slot);
  return true;
}

/** Writes an entry with a constant name that is there already; false: nothing is done. */
function writePlain(table: FengariTable, key: Slot, value: Slot, i: Instruction): boolean {
  if (key.type !== STRING || (i.B & K) === 0 || value.type === NIL) return false;
  const slot = table.getNamed(textOf(key.value as FengariString), i);
  if (slot.type === NIL) return false;
  copy(slot, value);
  table.flags = 0;
  return true;
}

/** Takes the jump that follows a test. */
function jump(L: LuaState, frame: CallInfo, base: number): void {
  const i = frame.l_code[frame.l_savedpc] as Instruction;
  if (i.A !== 0) lfunc.luaF_close(L, base + i.A - 1);
  frame.l_savedpc += i.sBx + 1;
}

/** Calls the value at `at` with the arguments above it, to its end. */
export function callValue(L: LuaState, at: number, wanted: number): void {
  if (++L.nCcalls >= MAX_NESTED) overflow(L);
  if (!beginCall(L, at, wanted)) execute(L);
  L.nCcalls--;
}

/** How deep calls may nest that each need the stack of JavaScript: metamethods, `pcall`, `sort`, `gsub`. */
const MAX_NESTED = 200;

/** An error handler may nest a little deeper. */
function overflow(L: LuaState): void {
  if (L.nCcalls === MAX_NESTED) ldebug.luaG_runerror(L, encodeBytes('stack overflow'));
  if (L.nCcalls > MAX_NESTED + FOR_HANDLERS) ldo.luaD_throw(L, ERROR_IN_HANDLER);
}

const FOR_HANDLERS = 25;
const ERROR_IN_HANDLER = 6;

function callIterator(L: LuaState, at: number, wanted: number): void {
  const { stack } = L;
  const called = at + 3;
  for (let part = 2; part >= 0; part--)
    copy(stack[called + part] as Slot, stack[at + part] as Slot);
  L.top = called + 3;
  if ((stack[called] as Slot).type === HOST_FUNCTION) beginCall(L, called, wanted);
  else callValue(L, called, wanted);
}
