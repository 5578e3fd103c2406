import { ldebug, ltm, type LuaState } from './fengari.ts';
import type { FengariTable } from './table.ts';
import { metamethodOf } from './table.ts';
import {
  encodeBytes,
  HOST_FUNCTION,
  LUA_FUNCTION,
  NIL,
  NUMBER,
  TABLE,
  type Slot,
} from './values.ts';

const TM_INDEX = ltm.TMS['TM_INDEX'] as number;
const TM_NEWINDEX = ltm.TMS['TM_NEWINDEX'] as number;
const MAX_CHAIN = 100;

/** `to = holder[key]`, with metamethods. */
export function getIndex(L: LuaState, holder: Slot, key: Slot, to: Slot): void {
  let at = holder;
  for (let loop = 0; loop < MAX_CHAIN; loop++) {
    let handler: Slot | null;
    if (at.type === TABLE) {
      const table = at.value as FengariTable;
      const slot = table.get(key);
      handler = slot.type === NIL ? metamethodOf(L, table.metatable, TM_INDEX) : null;
      if (handler === null) {
        to.type = slot.type;
        to.value = slot.value;
        return;
      }
    } else {
      handler = ltm.luaT_gettmbyobj(L, at, TM_INDEX);
      if (handler.type === NIL) ldebug.luaG_typeerror(L, at, encodeBytes('index'));
    }
    if (isFunction(handler)) {
      ltm.luaT_callTM(L, handler, at, key, to, 1);
      return;
    }
    at = handler;
  }
  ldebug.luaG_runerror(L, encodeBytes('loop in gettable'));
}

/** `holder[key] = value`, with metamethods. */
export function setIndex(L: LuaState, holder: Slot, key: Slot, value: Slot): void {
  let at = holder;
  for (let loop = 0; loop < MAX_CHAIN; loop++) {
    let handler: Slot | null;
    if (at.type === TABLE) {
      const table = at.value as FengariTable;
      const { metatable } = table;
      handler =
        metatable === null || table.get(key).type !== NIL
          ? null
          : metamethodOf(L, metatable, TM_NEWINDEX);
      if (handler === null) {
        setRaw(L, table, key, value);
        return;
      }
    } else {
      handler = ltm.luaT_gettmbyobj(L, at, TM_NEWINDEX);
      if (handler.type === NIL) ldebug.luaG_typeerror(L, at, encodeBytes('index'));
    }
    if (isFunction(handler)) {
      ltm.luaT_callTM(L, handler, at, key, value, 0);
      return;
    }
    at = handler;
  }
  ldebug.luaG_runerror(L, encodeBytes('loop in settable'));
}

/** Without metamethods; raises the errors of bad keys. */
export function setRaw(L: LuaState, table: FengariTable, key: Slot, value: Slot): void {
  if (key.type === NIL) ldebug.luaG_runerror(L, encodeBytes('table index is nil'));
  if (key.type === NUMBER && Number.isNaN(key.value)) {
    ldebug.luaG_runerror(L, encodeBytes('table index is NaN'));
  }
  table.set(key, value);
  table.flags = 0;
}

function isFunction(slot: Slot): boolean {
  return slot.type === LUA_FUNCTION || slot.type === HOST_FUNCTION;
}
