import { Layout } from '@chisel/core/event/event-block.ts';
import { EventFlag } from '@chisel/core/event/event-table.ts';
import type { EventRecord } from '@chisel/core/event/event-record.ts';
import { EVENT_V2, HEADER_BYTES, MAX_EVENT_BYTES, TRAILER_BYTES } from '../read/block-types.ts';
import type { BlockWriter } from './block-writer.ts';

const CPU_BYTES = 2;
const FLAGS_BYTES = 4;
/** Place of the length in a block's header. */
const LENGTH_AT = 4;
const EVENT_FLAGS_V2 = 0x217;
const EVENT_V2_LARGE = 0x221;
const EVENT_FLAGS_V2_LARGE = 0x222;
/** What version 2 puts between the header of version 1 and the lengths: the u32 param count. */
const HEADER_V1 = 22;
const COUNT_BYTES = 4;
/** Types whose length in version 1 is too big by as much. */
const OVERLONG: ReadonlySet<string> = new Set(['notification', 'infra']);
const OVERLONG_BYTES = 3;

/** Writes an event as a block of version 2, with these dump flags. */
export function frameEvent(out: BlockWriter, event: EventRecord, dumpFlags: number): void {
  const { bytes, start, layout, type } = event;
  const isV1 = (layout & Layout.V1) !== 0;
  const end = isV1 && OVERLONG.has(type.name) ? event.end - OVERLONG_BYTES : event.end;
  const length = end - start + (isV1 ? COUNT_BYTES : 0);
  out.beginBlock(blockTypeOf(type.flags, length, dumpFlags));
  out.u16(event.cpu);
  if (dumpFlags !== 0) out.u32(dumpFlags);
  if (isV1) {
    out.copy(bytes, start, start + 16);
    out.u32(length);
    out.u16(event.typeId);
    out.u32(event.paramCount);
    out.copy(bytes, start + HEADER_V1, end);
  } else out.copy(bytes, start, end);
  out.endBlock();
}

/**
 * Where the block of an event begins that stands around it already, as `frameEvent` would write it; -1
 * when there is none. How long it is, its second word says.
 */
export function standingFrame(event: EventRecord, dumpFlags: number): number {
  const { bytes, view, start, end, layout } = event;
  if (layout !== (dumpFlags === 0 ? 0 : Layout.DUMP_FLAGS)) return -1;
  const from = start - CPU_BYTES - HEADER_BYTES - (dumpFlags === 0 ? 0 : FLAGS_BYTES);
  const total = ((end - from + 3) & ~3) + TRAILER_BYTES;
  if (from < 0 || from + total > bytes.length || event.dumpFlags !== dumpFlags) return -1;
  const isSame =
    view.getUint32(from, true) === blockTypeOf(event.type.flags, end - start, dumpFlags) &&
    view.getUint32(from + LENGTH_AT, true) === total &&
    view.getUint32(from + total - TRAILER_BYTES, true) === total;
  return isSame ? from : -1;
}

/** The type of the block for an event of this length and with these dump flags. */
export function blockTypeOf(typeFlags: number, length: number, dumpFlags: number): number {
  const large = (typeFlags & EventFlag.LARGE_PAYLOAD) !== 0 || length + 16 > MAX_EVENT_BYTES;
  if (large) return dumpFlags === 0 ? EVENT_V2_LARGE : EVENT_FLAGS_V2_LARGE;
  return dumpFlags === 0 ? EVENT_V2 : EVENT_FLAGS_V2;
}
