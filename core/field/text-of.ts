import { ByteWriter } from '../bytes/byte-writer.ts';
import type { Event } from '../state/event.ts';
import type { Write } from './define-fields.ts';

const scratch = new ByteWriter(4096);

/** What a writer writes, as a byte string. */
export function textOf(write: Write): (event: Event) => string | undefined {
  return (event) => {
    const start = scratch.length;
    const text = write(event, scratch) ? scratch.text(start) : undefined;
    scratch.length = start;
    return text;
  };
}
