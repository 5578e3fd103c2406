import { ltm, type LClosure, type LuaState } from './fengari.ts';
import { numberToText } from '../../lib51/number-to-text.ts';
import { LuaUserdata } from '../lua-userdata.ts';
import { slotType } from './host-values.ts';
import type { FengariTable } from './table.ts';
import {
  newSlot,
  newString,
  NIL,
  STRING,
  TABLE,
  textOf,
  USERDATA,
  type FengariString,
  type Slot,
} from './values.ts';

/** What `tostring` gives; a `__tostring` may give anything. */
export function toTextSlot(L: LuaState, slot: Slot): Slot {
  const handler = tostringHandler(slot);
  const result = newSlot(STRING, null);
  if (handler !== undefined && handler.type !== NIL) {
    ltm.luaT_callTM(L, handler, slot, slot, result, 1);
    return result;
  }
  result.value = newString(plainText(slot));
  return result;
}

/** As text, with `__tostring`. */
export function slotToText(L: LuaState, slot: Slot): string {
  return plainText(toTextSlot(L, slot));
}

function tostringHandler(slot: Slot): Slot | undefined {
  if (slot.type !== TABLE && slot.type !== USERDATA) return undefined;
  return (slot.value as FengariTable).metatable?.getKey('__tostring');
}

const addresses = new WeakMap<object, number>();
let lastAddress = 0x4000_0000;
const STEP = 0x28;

/** Without metamethods. */
export function plainText(slot: Slot): string {
  const { value } = slot;
  switch (slotType(slot)) {
    case 'nil':
      return 'nil';
    case 'boolean':
      return String(value);
    case 'number':
      return numberToText(value as number);
    case 'string':
      return textOf(value as FengariString);
    case 'userdata':
      return (value instanceof LuaUserdata ? value.label : 'userdata: ') + address(value as object);
    default:
      return `${slotType(slot)}: ${address(value as LClosure)}`;
  }
}

function address(value: object): string {
  let number = addresses.get(value);
  if (number === undefined) {
    lastAddress += STEP;
    number = lastAddress;
    addresses.set(value, number);
  }
  return `0x${number.toString(16)}`;
}
