import { GuestFault } from '@chisel/core/sandbox/runtime.ts';
import { leaveAtOnce } from './isolated-vm.ts';

/**
 * Gives up on calls of one guest when none of them has ended for too long. V8 can't interrupt some of
 * its own loops, such as sorting an array of four thousand million holes: then only this helps.
 */
export class Watchdog {
  /** A call was given up; its thread still runs. */
  expired = false;
  readonly #limitMs: number;
  readonly #pending = new Set<(fault: GuestFault) => void>();
  #timer: NodeJS.Timeout | undefined;

  constructor(limitMs: number) {
    this.#limitMs = limitMs;
  }

  /** The result of a call, or a fault when it takes too long. */
  async watch<T>(call: Promise<T>): Promise<T> {
    const { promise, reject } = Promise.withResolvers<never>();
    this.#pending.add(reject);
    this.#restart();
    try {
      return await Promise.race([call, promise]);
    } finally {
      this.#pending.delete(reject);
      this.#restart();
    }
  }

  #restart(): void {
    if (this.#pending.size === 0) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
    } else if (this.#timer) {
      this.#timer.refresh();
    } else {
      this.#timer = setTimeout(() => this.#expire(), this.#limitMs);
    }
  }

  #expire(): void {
    this.expired = true;
    stuckGuests++;
    const fault = new GuestFault('stuck', 'it could not be stopped');
    for (const reject of [...this.#pending]) reject(fault);
  }
}

let stuckGuests = 0;

/** Whether threads of given-up guests still run: the process then can't end in the usual way. */
export function hasStuckGuests(): boolean {
  return stuckGuests > 0;
}

/** Ends the process although threads of given-up guests still run; what was written must be flushed. */
export function exitDespiteStuckGuests(code: number): never {
  leaveAtOnce(code);
  return process.exit(code);
}
