/** The memory shared with the kernel side, as bpf/probe.h has it; a test compares the two. */

export const MAX_NUMBERS = 512;
export const MAX_CALLS = 1024;
export const MAX_SOCKET_CALLS = 32;
export const MAX_PARAMS = 18;
/** Params of events that the first program fills in; so many in front may have lengths known before. */
export const MAX_PLAIN = 8;
export const MAX_FIXED = 8;
export const LENGTH_ROOM = 20;
/** The number of an argument that is the call's result instead. */
export const RESULT_ARG = 6;
export const MAX_PIDS = 32;
export const MAX_COMMS = 16;
export const COMM_BYTES = 16;
export const MAX_FLAG_TABLES = 40;
export const MAX_FLAG_ROWS = 56;
/** In front of an event's header in a block. */
export const RECORD_HEAD = 10;

/** A param_rule: u8 kind, u8 arg, u8 other, u8 bytes, u32 extra. */
export const PARAM_RULE_BYTES = 8;
/** In an event_rule: u16 type, u8 filler, u8 count, u8 fixed, u8 alone_at_zero, u16 reserved, u16 lengths, params. */
export const RULE_LENGTHS = 8;
export const RULE_PARAMS = RULE_LENGTHS + 2 * LENGTH_ROOM;
export const EVENT_RULE_BYTES = RULE_PARAMS + MAX_PARAMS * PARAM_RULE_BYTES;
/** In a standing: the thread was renamed. */
export const STANDING_RENAMED = 0x80;
/** A flag_row: u32 any, mask, equals, becomes. */
export const FLAG_ROW_BYTES = 16;
/** A flag_table: u32 count, kept, otherwise, reserved, rows. */
export const FLAG_TABLE_BYTES = 16 + MAX_FLAG_ROWS * FLAG_ROW_BYTES;

/** Offsets in probe_config. */
export const configOffsets = offsetsOf([
  ['bootNs', 8],
  ['absentText', 8],
  ['ownTgid', 4],
  ['snaplen', 4],
  ['matching', 4],
  ['pidCount', 4],
  ['commCount', 4],
  ['absentBytes', 4],
  ['cloneFlags', 4],
  ['exitParams', 4],
  ['enters', 4],
  ['unused', 4],
  ['pids', MAX_PIDS * 4],
  ['comms', MAX_COMMS * COMM_BYTES],
  ['enterDemand', MAX_CALLS],
  ['exitDemand', MAX_CALLS],
  ['happeningDemand', 16],
  ['native', MAX_NUMBERS * 2],
  ['shapes', MAX_NUMBERS],
  ['socketCalls', MAX_SOCKET_CALLS * 2],
  ['enter', MAX_CALLS * EVENT_RULE_BYTES],
  ['exit', MAX_CALLS * EVENT_RULE_BYTES],
  ['flags', MAX_FLAG_TABLES * FLAG_TABLE_BYTES],
] as const);

function offsetsOf<Name extends string>(
  members: readonly (readonly [name: Name, bytes: number])[],
): Readonly<Record<Name, number>> {
  const offsets = {} as Record<Name, number>;
  let at = 0;
  for (const [name, bytes] of members) {
    offsets[name] = at;
    at += bytes;
  }
  return offsets;
}
