import type { ByteWriter } from '@chisel/core/bytes/byte-writer.ts';
import type { Event } from '@chisel/core/state/event.ts';

/** Writes a part of a line; false when the event lacks it. */
export type Step = (event: Event, out: ByteWriter) => boolean;

/** Longer sequences are made of shorter ones, to keep what is generated small. */
const MAX_UNROLLED = 32;

/**
 * One function that takes all steps in order and returns whether all succeeded. Every step is taken
 * even after one failed, since steps may count. A loop would make one call site see all steps, so
 * that none could be inlined: the calls are written out instead. What is generated depends on
 * the number of steps alone.
 */
export function sequence(steps: readonly Step[]): Step {
  if (steps.length > MAX_UNROLLED) {
    const head = sequence(steps.slice(0, MAX_UNROLLED - 1));
    return sequence([head, ...steps.slice(MAX_UNROLLED - 1)]);
  }
  const names = steps.map((_step, i) => `step${i}`);
  const calls = names.map((name) => `if (!${name}(event, out)) complete = false;`);
  const body = `return (event, out) => { let complete = true; ${calls.join(' ')} return complete; };`;
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- made of the number of steps alone
  const create = new Function(...names, body) as (...args: readonly Step[]) => Step;
  return create(...steps);
}
