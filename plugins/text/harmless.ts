import type { Step } from './sequence.ts';

const TAB = 0x09;
const LINE_END = 0x0a;
const FIRST_PRINTABLE = 0x20;
const DELETE = 0x7f;
const DOT = 0x2e;

/** The same step for a terminal: what a capture holds must not steer it, so control bytes become dots. */
export function harmless(step: Step): Step {
  return (event, out) => {
    const start = out.length;
    const found = step(event, out);
    const { bytes } = out;
    for (let at = start; at < out.length; at++) {
      const byte = bytes[at] as number;
      const steers = byte < FIRST_PRINTABLE ? byte !== TAB && byte !== LINE_END : byte === DELETE;
      if (steers) bytes[at] = DOT;
    }
    return found;
  };
}
