import type { Event } from '../../state/event.ts';
import type { FieldContext } from '../field.ts';
import { createArgumentWriter } from '../render/args-writer.ts';
import { textOf } from '../text-of.ts';

/** Makes a function that gives any param of any event as `evt.arg` shows it. */
export function createArgumentText(
  context: FieldContext,
): (event: Event, param: number) => string | undefined {
  const write = createArgumentWriter(context);
  let param = 0;
  const text = textOf((event, out) => write(event, param, out));
  return (event, index) => {
    param = index;
    return text(event);
  };
}
