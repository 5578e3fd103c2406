import { ldebug, ltm, type LuaState } from './fengari.ts';
import { numberToText } from '../../lib51/number-to-text.ts';
import { power } from '../../lib51/math-library.ts';
import { textToNumber } from '../../lib51/text-to-number.ts';
import {
  BOOLEAN,
  encodeBytes,
  newSlot,
  newString,
  NIL,
  NUMBER,
  STRING,
  TABLE,
  textOf,
  USERDATA,
  type FengariString,
  type Slot,
} from './values.ts';
import { metamethodOf, type FengariTable } from './table.ts';

const { TMS } = ltm;
const TM_EQ = TMS['TM_EQ'] as number;
const TM_LEN = TMS['TM_LEN'] as number;
const TM_LT = TMS['TM_LT'] as number;
const TM_LE = TMS['TM_LE'] as number;
const TM_CONCAT = TMS['TM_CONCAT'] as number;

/** A number, or the number that a string holds; false when it is neither. */
export function toNumber(slot: Slot): number | false {
  if (slot.type === NUMBER) return slot.value as number;
  if (slot.type !== STRING) return false;
  return textToNumber(textOf(slot.value as FengariString)) ?? false;
}

/** As LuaJIT computes it, with its rounding. */
export function modulo(left: number, right: number): number {
  return left - Math.floor(left / right) * right;
}

/** An arithmetic operator whose operands aren't both numbers: strings are converted, else the metamethod `event`. */
export function arithmeticSlow(
  L: LuaState,
  event: number,
  left: Slot,
  right: Slot,
  to: Slot,
): void {
  const a = toNumber(left);
  const b = a === false ? false : toNumber(right);
  if (a === false || b === false) ltm.luaT_trybinTM(L, left, right, to, event);
  else {
    to.value = operate(event, a, b);
    to.type = NUMBER;
  }
}

const TM_ADD = TMS['TM_ADD'] as number;
const TM_SUB = TMS['TM_SUB'] as number;
const TM_MUL = TMS['TM_MUL'] as number;
const TM_DIV = TMS['TM_DIV'] as number;
const TM_MOD = TMS['TM_MOD'] as number;
const TM_POW = TMS['TM_POW'] as number;

export function operate(event: number, a: number, b: number): number {
  switch (event) {
    case TM_ADD:
      return a + b;
    case TM_SUB:
      return a - b;
    case TM_MUL:
      return a * b;
    case TM_DIV:
      return a / b;
    case TM_MOD:
      return modulo(a, b);
    case TM_POW:
      return power(a, b);
    default:
      return -a;
  }
}

export function equals(L: LuaState | null, left: Slot, right: Slot): boolean {
  if (left.type !== right.type) return false;
  if (left.type === STRING) {
    const a = left.value as FengariString;
    const b = right.value as FengariString;
    return a === b || textOf(a) === textOf(b);
  }
  if (left.type === NIL || left.value === right.value)
    return left.type === NIL || left.value === right.value;
  return (
    L !== null && (left.type === TABLE || left.type === USERDATA) && equalByHandler(L, left, right)
  );
}

/** In 5.1 both operands must have the same `__eq`. */
function equalByHandler(L: LuaState, left: Slot, right: Slot): boolean {
  const handler = metamethodOf(L, (left.value as FengariTable).metatable, TM_EQ);
  if (handler === null) return false;
  const other = metamethodOf(L, (right.value as FengariTable).metatable, TM_EQ);
  if (other === null || !equals(null, handler, other)) return false;
  return isTrue(callHandler(L, handler, left, right));
}

export function isTrue(slot: Slot): boolean {
  return slot.type !== NIL && (slot.type !== BOOLEAN || slot.value !== false);
}

export function lessThan(L: LuaState, left: Slot, right: Slot): boolean {
  if (left.type === NUMBER && right.type === NUMBER)
    return (left.value as number) < (right.value as number);
  if (left.type === STRING && right.type === STRING) {
    return textOf(left.value as FengariString) < textOf(right.value as FengariString);
  }
  return orderByHandler(L, left, right, TM_LT) ?? ldebug.luaG_ordererror(L, left, right);
}

export function lessEqual(L: LuaState, left: Slot, right: Slot): boolean {
  if (left.type === NUMBER && right.type === NUMBER)
    return (left.value as number) <= (right.value as number);
  if (left.type === STRING && right.type === STRING) {
    return textOf(left.value as FengariString) <= textOf(right.value as FengariString);
  }
  const result = orderByHandler(L, left, right, TM_LE);
  if (result !== undefined) return result;
  const reverse = orderByHandler(L, right, left, TM_LT);
  return reverse === undefined ? ldebug.luaG_ordererror(L, left, right) : !reverse;
}

/** In 5.1 both operands must have the same handler. */
function orderByHandler(L: LuaState, left: Slot, right: Slot, event: number): boolean | undefined {
  if (left.type !== right.type) return undefined;
  const handler = ltm.luaT_gettmbyobj(L, left, event);
  if (handler.type === NIL || !equals(null, handler, ltm.luaT_gettmbyobj(L, right, event)))
    return undefined;
  return isTrue(callHandler(L, handler, left, right));
}

function callHandler(L: LuaState, handler: Slot, left: Slot, right: Slot): Slot {
  const result = newSlot(NIL, null);
  ltm.luaT_callTM(L, handler, left, right, result, 1);
  return result;
}

/** `#`: in 5.1 a table's `__len` isn't asked. */
export function lengthOf(L: LuaState, to: Slot, value: Slot): void {
  if (value.type === TABLE) setNumber(to, (value.value as FengariTable).length());
  else if (value.type === STRING) setNumber(to, textOf(value.value as FengariString).length);
  else {
    const handler = ltm.luaT_gettmbyobj(L, value, TM_LEN);
    if (handler.type === NIL) ldebug.luaG_typeerror(L, value, encodeBytes('get length of'));
    ltm.luaT_callTM(L, handler, value, value, to, 1);
  }
}

function setNumber(to: Slot, value: number): void {
  to.type = NUMBER;
  to.value = value;
}

/** Joins the `count` values below the top of the stack; the result takes the place of the first. */
export function concatenate(L: LuaState, count: number): void {
  const { stack } = L;
  let left = count;
  while (left > 1) {
    const last = stack[L.top - 1] as Slot;
    if (!isText(last) || !isText(stack[L.top - 2] as Slot)) {
      const first = stack[L.top - 2] as Slot;
      ltm.luaT_trybinTM(L, first, last, first, TM_CONCAT);
      L.top--;
      left--;
      continue;
    }
    let text = slotText(last);
    let taken = 1;
    for (; taken < left; taken++) {
      const slot = stack[L.top - taken - 1] as Slot;
      if (!isText(slot)) break;
      text = slotText(slot) + text;
    }
    const to = stack[L.top - taken] as Slot;
    to.type = STRING;
    to.value = newString(text);
    L.top -= taken - 1;
    left -= taken - 1;
  }
}

function isText(slot: Slot): boolean {
  return slot.type === STRING || slot.type === NUMBER;
}

function slotText(slot: Slot): string {
  return slot.type === STRING
    ? textOf(slot.value as FengariString)
    : numberToText(slot.value as number);
}
