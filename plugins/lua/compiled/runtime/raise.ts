import { LuaError } from '../../vm/lua-error.ts';
import type { LuaValue } from '../../vm/lua-vm.ts';
import { captureCalls, luaFrames, withoutTailCalls, type Frame } from './code-sites.ts';
import { traceback } from './traceback.ts';
import { typeOf, type Value } from './value.ts';

/** An error on its way through Lua: its value is final. */
export class RaisedError extends LuaError {
  override readonly value: LuaValue;

  constructor(value: Value, frames: readonly Frame[]) {
    const message =
      typeof value === 'string' ? value : `(error object is a ${typeOf(value)} value)`;
    super(message, message, traceback(frames));
    this.value = value as unknown as LuaValue;
    this.name = 'LuaError';
  }
}

/** An error of an operator, which stands at the place that is being run. */
export function raise(describe: (frame: Frame | undefined) => string): never {
  const frames = luaFrames(captureCalls());
  const [frame] = frames;
  throw new RaisedError(placeOf(frame) + describe(frame), frames);
}

/** `attempt to ACTION NAME (a TYPE value)` */
export function raiseOperand(action: string, value: Value, side: 'left' | 'right' = 'left'): never {
  const type = `a ${typeOf(value)} value`;
  return raise((frame) => {
    const name = frame?.site?.[side];
    return `attempt to ${action} ${name === undefined ? type : `${name} (${type})`}`;
  });
}

/** What `error` does: the place of the function at `level`, 1 being the one that called it, and 0 none. */
export function raiseAtLevel(value: Value, level: number): never {
  const frames = withoutTailCalls(luaFrames(captureCalls()));
  const isPlaced = level > 0 && (typeof value === 'string' || typeof value === 'number');
  const place = isPlaced ? placeOf(frames[level - 1]) : '';
  throw new RaisedError(isPlaced ? `${place}${String(value)}` : value, frames);
}

/** `CHUNK:LINE: `, or nothing where Lua is not running. */
export function placeOf(frame: Frame | undefined): string {
  return frame?.site ? `${frame.chunkId}:${frame.site.line}: ` : '';
}
