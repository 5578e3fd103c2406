import { ldebug, ldo, lobject, ltable, ltm, lvm, type LuaState } from './fengari.ts';
import { getIndex, setIndex, setRaw } from './access.ts';
import {
  concatenate,
  equals,
  lengthOf,
  lessEqual,
  lessThan,
  operate,
  toNumber,
} from './arithmetic.ts';
import { callValue, execute } from './execute.ts';
import { withForeignErrors } from './foreign-errors.ts';
import { slotType } from './host-values.ts';
import { installLexer } from './lexer.ts';
import { installMessages } from './messages.ts';
import { FengariTable } from './table.ts';
import {
  encodeBytes,
  installStrings,
  NUMBER,
  textOf,
  type FengariString,
  type Slot,
} from './values.ts';

const { TM_ADD, TM_UNM } = ltm.TMS as { TM_ADD: number; TM_UNM: number };
let installed = false;

/**
 * Puts the language that LuaJIT speaks in the place of Fengari's 5.3: its interpreter, tables, strings and
 * numbers. Its modules call each other through the objects that they export, so replacing what these hold
 * reaches every caller; parser, code generator, coroutines and error handling stay.
 */
export function installLua51(): void {
  if (installed) return;
  installed = true;
  installStrings();
  installLexer();
  installMessages();
  Object.assign(ltable, tableFunctions);
  Object.assign(lvm, interpreterFunctions);
  lobject.luaO_arith = fold;
  ldo.luaD_call = callValue;
  ldo.luaD_callnoyield = (L, at, wanted) => {
    L.nny++;
    withForeignErrors(L, () => callValue(L, at, wanted));
    L.nny--;
  };
  ltm.luaT_objtypename = (_L: LuaState, value: Slot) => encodeBytes(slotType(value));
  Object.assign(lobject.TValue.prototype, {
    setivalue(this: Slot, value: number) {
      this.type = NUMBER;
      this.value = value;
    },
  });
}

const tableFunctions = {
  Table: FengariTable,
  luaH_new: (L: LuaState) => new FengariTable(L),
  luaH_get: (_L: LuaState, table: FengariTable, key: Slot) => table.get(key),
  luaH_getint: (table: FengariTable, key: number) => table.getNumber(key),
  luaH_getstr: (table: FengariTable, key: FengariString) => table.getKey(textOf(key)),
  luaH_setint: (table: FengariTable, key: number, value: Slot) => table.setNumber(key, value),
  luaH_setfrom: setRaw,
  luaH_getn: (table: FengariTable) => table.length(),
  luaH_next: nextEntry,
  invalidateTMcache: (table: FengariTable) => {
    table.flags = 0;
  },
};

/** Replaces the key at `at` on the stack by the next one, with its value above. */
export function nextEntry(L: LuaState, table: FengariTable, at: number): boolean {
  const key = L.stack[at] as Slot;
  const position = table.positionAfter(key);
  if (position < 0) ldebug.luaG_runerror(L, encodeBytes("invalid key to 'next'"));
  return table.entryAt(position, key, L.stack[at + 1] as Slot);
}

const interpreterFunctions = {
  luaV_execute: (L: LuaState) => withForeignErrors(L, () => execute(L)),
  luaV_concat: concatenate,
  luaV_gettable: (L: LuaState, holder: Slot, key: Slot, to: number) =>
    getIndex(L, holder, key, L.stack[to] as Slot),
  settable: setIndex,
  luaV_equalobj: (L: LuaState | null, left: Slot, right: Slot) => (equals(L, left, right) ? 1 : 0),
  luaV_lessthan: (L: LuaState, left: Slot, right: Slot) => (lessThan(L, left, right) ? 1 : 0),
  luaV_lessequal: (L: LuaState, left: Slot, right: Slot) => (lessEqual(L, left, right) ? 1 : 0),
  luaV_objlen: lengthOf,
  tonumber: toNumber,
};

/** Constant folding of the parser: plain numbers only. */
function fold(_L: LuaState, operator: number, left: Slot, right: Slot, to: Slot): void {
  // The code generator counts operators from addition on in the order of their metamethods.
  const event = operator === UNARY_MINUS ? TM_UNM : operator + TM_ADD;
  to.type = NUMBER;
  to.value = operate(event, left.value as number, right.value as number);
}

const UNARY_MINUS = 12;
