import { captureCalls, luaFrames, withoutTailCalls } from '../runtime/code-sites.ts';
import { metatableOf } from '../runtime/metatables.ts';
import { toText } from '../runtime/text.ts';
import { traceback } from '../runtime/traceback.ts';
import { Table, type Callable, type Value } from '../runtime/value.ts';
import { tracebackAtHand } from './protected-calls.ts';

/** The harmless part of `debug`: modules ask for it by `require`. Scripts that name it run elsewhere. */
export const DEBUG_LIBRARY: Readonly<Record<string, Callable>> = {
  getmetatable: (value) => metatableOf(value),
  setmetatable: (value: Value, metatable: Value) => {
    if (value instanceof Table && (metatable === undefined || metatable instanceof Table)) {
      value.metatable = metatable;
    }
    return value;
  },
  traceback: (message: Value) => {
    const text = toText(message);
    if (text === undefined && message !== undefined) return message;
    const lines = tracebackAtHand() ?? traceback(withoutTailCalls(luaFrames(captureCalls())));
    return text === undefined ? lines : `${text}\n${lines}`;
  },
};
