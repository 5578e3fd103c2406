import type { RunningThread } from '@chisel/core/event/source.ts';
import { existsSync } from 'node:fs';

const PERIOD_MS = 10_000;
/** Looking takes at most this share of the time. */
const SHARE = 1 / 1000;

/** How many events there are that tell of ends: those that the kernel has sent, and those read of them. */
export interface EventCounts {
  sent(): number;
  read(): number;
}

/**
 * Finds threads that have ended though no event told so in time: the event was lost, or it came before the
 * call had returned that made the thread, so that the thread was taken for a new one.
 */
export class EndedThreads {
  readonly #counts: EventCounts;
  readonly #isAlive: (tid: number) => boolean;
  #suspects: readonly RunningThread[] = [];
  /** What had happened when they were looked at has been read with this event. */
  #sentThen = 0;
  #lookAtMs = performance.now() + PERIOD_MS;

  constructor(counts: EventCounts, isAlive: (tid: number) => boolean = hasFolder) {
    this.#counts = counts;
    this.#isAlive = isAlive;
  }

  /** Those that can go now; a thread made since then with the number of one is another. */
  among<T extends RunningThread>(threads: Iterable<T>): readonly T[] {
    if (this.#suspects.length > 0) {
      if (this.#counts.read() < this.#sentThen) return [];
      const ended = this.#suspects.filter(({ gone }) => !gone) as T[];
      this.#suspects = [];
      return ended;
    }
    const nowMs = performance.now();
    if (nowMs >= this.#lookAtMs) this.#look(threads, nowMs);
    return [];
  }

  #look(threads: Iterable<RunningThread>, beganMs: number): void {
    this.#suspects = [...threads].filter(({ tid }) => !this.#isAlive(tid));
    this.#sentThen = this.#counts.sent();
    const tookMs = performance.now() - beganMs;
    this.#lookAtMs = beganMs + Math.max(PERIOD_MS, tookMs / SHARE);
  }
}

/** Threads that are not the first of their process have one, too, though no list shows it. */
function hasFolder(tid: number): boolean {
  return existsSync(`/proc/${String(tid)}`);
}

/** Whether all threads of the machine are to be seen here, by their numbers of the first pid namespace. */
export function seesAllThreads(ownTgid: number): boolean {
  return ownTgid === process.pid && hasFolder(1);
}
