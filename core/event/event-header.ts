/** Offsets in an event's header, as `Layout` in event-block.ts describes it. */
export const TID = 8;
export const LENGTH = 16;
export const TYPE = 20;
export const PARAM_COUNT = 22;
export const PARAMS = 26;
