/** What is done with the events of a type before anything else looks at them. */
export const Sifted = {
  /** It is counted and no more. */
  COUNT: 0,
  /** It goes through state and filter. */
  TAKE: 1,
  /** It stands between other events of its thread, and no more. */
  PASS: 2,
  /** A command on an fd, which is passed over unless it makes another fd. */
  COMMAND: 3,
  /** A generic event, which is taken or passed over by the number of its call. */
  CALL: 4,
  /** A transfer through an fd that may be noted instead of taken. */
  NOTE: 5,
  /** A call that opens a path, likewise. */
  OPEN: 6,
  /** A call that closes an fd, likewise. */
  CLOSE: 7,
} as const;

/** The bits of the above; the others only go with `NOTE`, `OPEN` and `CLOSE`. */
const KIND = 7;
/** The event is an exit. */
export const EXIT = 8;
/** The mark of its fd, or what is known of its path, says whether it is noted; otherwise each is. */
export const BY_MARK = 16;
/** The command line's filter would reject it, as a consumer would not. */
export const REJECTS = 32;
/** Nobody wants it when its call succeeded. */
export const SUCCEEDED = 64;

export function kindOf(sifted: number): number {
  return sifted & KIND;
}

/** Whether it may be noted. */
export function isNoted(sifted: number): boolean {
  return (sifted & KIND) >= Sifted.NOTE;
}
