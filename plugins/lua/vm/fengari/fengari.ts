/**
 * Fengari's modules import each other in circles: they only work when `lapi` is the one loaded first, so
 * everything here takes them from this file.
 */
import lapi from 'fengari/src/lapi.js';
import ldebug from 'fengari/src/ldebug.js';
import ldo from 'fengari/src/ldo.js';
import lfunc from 'fengari/src/lfunc.js';
import llex from 'fengari/src/llex.js';
import lobject from 'fengari/src/lobject.js';
import lstate from 'fengari/src/lstate.js';
import lstring from 'fengari/src/lstring.js';
import ltable from 'fengari/src/ltable.js';
import ltm from 'fengari/src/ltm.js';
import lvm from 'fengari/src/lvm.js';

export { lapi, ldebug, ldo, lfunc, llex, lobject, lstate, lstring, ltable, ltm, lvm };
export type { CClosure, Instruction, LClosure, Proto } from 'fengari/src/lobject.js';
export type { CallInfo, LuaState } from 'fengari/src/lstate.js';
export type { LexState } from 'fengari/src/llex.js';
