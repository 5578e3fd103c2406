/**
 * What a consumer asks of the state, as bits. State keeps only what somebody asked for; each bit
 * includes what it cannot be had without.
 */
export const Need = {
  NONE: 0,
  /** Threads by tid: names, ids, arguments, parents. */
  THREADS: 1,
  /** Fd tables and the fd of the event at hand. */
  FDS: 2 | 1,
  /** Enter and exit paired: latency, error code, stored enter events. */
  PAIRING: 4 | 1,
  /** Memory counters and page faults of threads. */
  MEMORY: 8 | 1,
  USERS: 16,
  INTERFACES: 32,
  CONTAINERS: 64 | 1,
  /** Whether sockets have been seen to be connected: every read and write may tell. */
  CONNECTED: 128 | 2 | 1,
  /** When each thread was last seen. */
  ACTIVITY: 256 | 1,
  /** The bytes that were read and written; files always have them. */
  PAYLOADS: 512,
  /** How long each thread has run: a live source has to tell, since no event does. */
  CPU_USE: 1024 | 1,
  /** All that the state can keep. */
  ALL: 1023,
} as const;
