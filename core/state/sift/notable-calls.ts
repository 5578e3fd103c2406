import { EventFlag, type EventTable } from '../../event/event-table.ts';
import { Trait } from '../event-traits.ts';
import { Need } from '../needs.ts';

/** What the state wants of a type of events. */
export const Interest = { NONE: 0, HANDLED: 1, PAIRING: 2 } as const;

/**
 * Tells which calls may be noted instead of taken when nobody wants to see them: the state learns little
 * of them, and that can wait.
 */
export class NotableCalls {
  readonly #table: EventTable;
  readonly #interest: Uint8Array;
  readonly #traits: Uint16Array;
  readonly #knowsFds: boolean;

  /** `interest` and `traits` are by event id. */
  constructor(table: EventTable, needs: number, interest: Uint8Array, traits: Uint16Array) {
    this.#table = table;
    this.#interest = interest;
    this.#traits = traits;
    const hasActivity = (needs & Need.ACTIVITY) === Need.ACTIVITY;
    this.#knowsFds = (needs & Need.FDS) === Need.FDS && !hasActivity;
  }

  /**
   * Whether calls of this type only move data through an fd, or ask about it: nothing of the state changes
   * but which call the thread is in.
   */
  isTransfer(id: number): boolean {
    const interest = this.#interest;
    const both = (this.#traits[id] as number) & (this.#traits[id ^ 1] as number);
    const either = (this.#traits[id] as number) | (this.#traits[id ^ 1] as number);
    const enter = this.#table.typeOf(id & ~1);
    return (
      interest[id] === Interest.PAIRING &&
      interest[id ^ 1] === Interest.PAIRING &&
      this.#knowsFds &&
      (both & Trait.USES_FD) !== 0 &&
      (either & Trait.SECOND_FD) === 0 &&
      (enter.flags & (EventFlag.LARGE_PAYLOAD | EventFlag.MODIFIES_STATE)) === 0 &&
      enter.firstParamName !== undefined
    );
  }

  /**
   * Whether calls of this type open a path, and no more: their enter events tell where it is, their exit
   * events the fd.
   */
  opensPath(id: number): boolean {
    if (!this.#changesFds(id, EventFlag.CREATES_FD)) return false;
    if (((this.#traits[id & ~1] as number) & Trait.USES_FD) !== 0) return false;
    const { params } = this.#table.typeOf(id & ~1);
    const names = params.slice(0, 3).map(({ name }) => name);
    const isExact = names.join(' ') === 'dirfd name flags';
    return isExact && this.#table.typeOf(id | 1).firstParamName === 'fd';
  }

  /** Whether calls of this type close an fd, and no more. */
  closesFd(id: number): boolean {
    const table = this.#table;
    return (
      this.#changesFds(id, EventFlag.DESTROYS_FD | EventFlag.USES_FD) &&
      table.typeOf(id & ~1).firstParamName === 'fd' &&
      table.typeOf(id | 1).firstParamName === 'res'
    );
  }

  #changesFds(id: number, flags: number): boolean {
    const interest = this.#interest;
    const wanted = flags | EventFlag.MODIFIES_STATE;
    return (
      this.#knowsFds &&
      interest[id] === Interest.HANDLED &&
      interest[id ^ 1] === Interest.HANDLED &&
      (this.#table.typeOf(id & ~1).flags & wanted) === wanted
    );
  }
}
