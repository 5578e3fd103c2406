import type { CallInfo, LClosure, LuaState } from './fengari.ts';
import { CALL_IS_LUA, CALL_IS_TAIL, HostClosure } from './calls.ts';
import { chunkName, functionName, placeOf } from './raise.ts';
import type { FengariString } from './values.ts';

const FIRST_LEVELS = 12;
const LAST_LEVELS = 10;

/** As `debug.traceback` writes it, from a level on. */
export function traceback(L: LuaState, message: string | undefined, level: number): string {
  const frames: CallInfo[] = [];
  for (let frame = L.ci; frame !== L.base_ci; frame = frame.previous as CallInfo)
    frames.push(frame);
  const shown = frames.slice(level);
  const lines = shown.map((frame) => `\n\t${describe(L, frame)}`);
  const cut = lines.length - FIRST_LEVELS - LAST_LEVELS;
  if (cut > 0) lines.splice(FIRST_LEVELS, cut, '\n\t...');
  const head = message === undefined ? '' : `${message}\n`;
  return `${head}stack traceback:${lines.join('')}`;
}

function describe(L: LuaState, frame: CallInfo): string {
  const { name, kind } = functionName(L, frame);
  if ((frame.callstatus & CALL_IS_LUA) === 0) {
    const { value } = frame.func;
    return `[C]: in function '${value instanceof HostClosure ? value.name : name}'`;
  }
  const { p } = frame.func.value as LClosure;
  const place = placeOf(frame, ' ');
  if (p.linedefined === 0) return `${place}in main chunk`;
  if (kind !== '' && (frame.callstatus & CALL_IS_TAIL) === 0)
    return `${place}in function '${name}'`;
  return `${place}in function <${chunkName(p.source as FengariString)}:${String(p.linedefined)}>`;
}
