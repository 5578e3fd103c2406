import type { LuaState } from './fengari.ts';
import { LuaError } from '../lua-error.ts';
import { callValue } from './execute.ts';
import type { Context } from './context.ts';
import { argument, argumentCount, pushSlot } from './entries.ts';
import { toHost } from './host-values.ts';
import { numberToText } from '../../lib51/number-to-text.ts';
import { slotToText } from './text.ts';
import type { HostEntry } from './calls.ts';
import type { Slot } from './values.ts';

/** `print`: asks the global `tostring`, which a script may have replaced. */
export function printEntry(context: Context, tostring: object): HostEntry {
  return (L) => {
    const count = argumentCount(L);
    let line = '';
    for (let i = 1; i <= count; i++) {
      const asked = context.globals.getKey('tostring');
      const isOwn = asked.value === tostring;
      const text = isOwn ? slotToText(L, argument(L, i)) : asText(L, asked, argument(L, i));
      line += i === 1 ? text : `\t${text}`;
    }
    context.world.write(`${line}\n`);
    return 0;
  };
}

function asText(L: LuaState, asked: Slot, value: Slot): string {
  const at = L.top;
  pushSlot(L, asked);
  pushSlot(L, value);
  callValue(L, at, 1);
  const text = toHost(L.stack[at] as Slot);
  L.top = at;
  if (typeof text === 'string') return text;
  if (typeof text === 'number') return numberToText(text);
  throw new LuaError("'tostring' must return a string to 'print'");
}
