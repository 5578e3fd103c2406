/**
 * A few thousand events as a source found them: raw bytes and where each event starts.
 * Everything in it is only valid until the source is asked for the next block.
 */
export interface EventBlock {
  readonly kind: 'events';
  bytes: Uint8Array;
  /** Over the same memory as `bytes`. */
  view: DataView;
  count: number;
  /** Offset of each event's header (its time stamp) in `bytes`. */
  offsets: Uint32Array;
  /** How each event is laid out: bits of `Layout`. */
  layouts: Uint8Array;
  /**
   * Of a source that reads whole blocks of a capture file: the stretch of `bytes` that they take, with
   * those of events that were left out. What stands between two events is the rest of their blocks.
   */
  readonly frames?: { from: number; to: number };
}

/**
 * Event header, little endian, packed: u64 ts, i64 tid, u32 length, u16 type, then, from version 2 on,
 * u32 param count; then a length for each param, then their bytes. The u16 cpu id stands before it,
 * or before the u32 dump flags that stand before it.
 */
export const Layout = {
  /** Version 1: no param count; it follows from the lengths. */
  V1: 1,
  /** The u32 dump flags stand between the cpu id and the header. */
  DUMP_FLAGS: 2,
} as const;

/** Bits of an event's dump flags. */
export const DumpFlag = {
  /** The event only carries state and is not shown. */
  STATE_ONLY: 1,
  TRACER: 2,
} as const;
