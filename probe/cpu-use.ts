import type { EventBlock } from '@chisel/core/event/event-block.ts';
import { madeBlock, type MadeEvent } from './made-block.ts';
import { procNumbers, procText } from './start-state/read-proc.ts';

const PROCINFO_EVENT = 234;
const PERIOD_MS = 1000;
/** Events that happened by then have long been read, or time would seem to go back. */
const BEHIND_MS = 200;
const NS_PER_MS = 1_000_000n;
/** In /proc/PID/stat, counted from what follows the name in brackets. */
const USER_TICKS = 11;
const SYSTEM_TICKS = 12;

/** Tells each second how long all threads have run so far. */
export class CpuUse {
  readonly #timer: NodeJS.Timeout;
  #lastMs = performance.now();

  /** `wake` is called when there may be something to tell although nothing happens. */
  constructor(wake: () => void) {
    this.#timer = setInterval(wake, PERIOD_MS);
  }

  /** A block with an event for each thread, not before the last event; undefined within the same second. */
  take(lastTsNs: bigint): EventBlock | undefined {
    const nowMs = performance.now();
    if (nowMs - this.#lastMs < PERIOD_MS) return undefined;
    this.#lastMs = nowMs;
    const safeTsNs = BigInt(Date.now() - BEHIND_MS) * NS_PER_MS;
    const tsNs = safeTsNs > lastTsNs ? safeTsNs : lastTsNs;
    return madeBlock(PROCINFO_EVENT, tsNs, 8, threadTimes());
  }

  close(): void {
    clearInterval(this.#timer);
  }
}

function threadTimes(): MadeEvent[] {
  return procNumbers('').flatMap((pid) =>
    procNumbers(`${String(pid)}/task`).flatMap((tid) => {
      const stat = procText(`${String(pid)}/task/${String(tid)}/stat`);
      const words = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const ticks = [words[USER_TICKS], words[SYSTEM_TICKS]];
      if (ticks.includes(undefined)) return [];
      return [{ tid, params: ticks.map((word) => BigInt(word as string)) }];
    }),
  );
}
