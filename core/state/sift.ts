import type { EventBlock } from '../event/event-block.ts';
import {
  ENTER_FD,
  ENTER_HIGH,
  ENTER_LOW,
  ENTER_NUM,
  ENTER_TYPE,
  EPOCH,
  EXIT_HIGH,
  EXIT_LOW,
  IDLE_COMMAND,
  OTHER,
  PAGE,
  PAGE_FDS,
  PASSED,
  REJECTED,
  SKIP_ENTER,
  SKIP_EXIT,
  TID_LIMIT,
  type Shorthand,
} from './shorthand.ts';

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
  /** A transfer through an fd that may be noted instead of taken. */
  NOTE: 4,
  /** A generic event, which is taken or passed over by the number of its call. */
  CALL: 64,
} as const;

/** With `NOTE`: the event is an exit. */
export const EXIT = 8;
/** With `NOTE`: the mark of its fd says whether it is noted; otherwise each is. */
export const BY_MARK = 16;
/** With `NOTE`: the command line's filter would reject it, as a consumer would not. */
export const REJECTS = 32;

/** Whether it is a transfer that may be noted. */
export function isNoted(sifted: number): boolean {
  return (sifted & Sifted.NOTE) !== 0;
}

const F_DUPFD = 1;
const F_DUPFD_CLOEXEC = 26;

/** Offsets in an event's header. */
const TID = 8;
const LENGTH = 16;
const TYPE = 20;
const PARAM_COUNT = 22;
const PARAMS = 26;

/** The lengths of two params, an fd and a byte, as they stand together. */
const FD_AND_BYTE = 8 | (1 << 16);

/** Finds the events that somebody wants among those of a block, and notes what the others mean to them. */
export class Sift {
  /** How many transfers were noted. */
  notedCount = 0;
  readonly #plans: Uint8Array;
  readonly #syscalls: Uint8Array;
  readonly #shorthand: Shorthand;

  /**
   * The plans are made of `Sifted` and the bits above, by event id. Of generic events those are taken
   * whose call's number has not 0 in `syscalls`; its last element is for all numbers beyond.
   */
  constructor(plans: Uint8Array, syscalls: Uint8Array, shorthand: Shorthand) {
    this.#plans = plans;
    this.#syscalls = syscalls;
    this.#shorthand = shorthand;
  }

  /**
   * The index of the next event from `from` on, and before `to`, that has to be taken; `to` when there
   * is none. `firstNum` is the number of the block's first event.
   */
  next(block: EventBlock, from: number, to: number, firstNum: number): number {
    const plans = this.#plans;
    const { view, offsets } = block;
    const { places, words } = this.#shorthand;
    for (let i = from; i < to; i++) {
      const start = offsets[i] as number;
      const plan = plans[view.getUint16(start + TYPE, true)] as number;
      if (plan === Sifted.COUNT) continue;
      if (plan === Sifted.TAKE) return i;
      if (plan === Sifted.CALL && (block.layouts[i] !== 0 || this.#isCallWanted(view, start)))
        return i;
      const tid = view.getUint32(start + TID, true);
      if (tid >= TID_LIMIT || view.getInt32(start + TID + 4, true) !== 0) return i;
      let at = places[tid] as number;
      if (at === 0) at = this.#shorthand.open(tid);
      if (at === 0) return i;
      if (plan === Sifted.PASS || plan === Sifted.CALL) {
        words[at + PASSED] = firstNum + i;
        words[at + ENTER_TYPE] = OTHER;
      } else if (block.layouts[i] !== 0 || !this.#note(view, start, at, plan, firstNum + i)) {
        return i;
      }
    }
    return to;
  }

  /** Whether somebody may want generic events about the call of this one. */
  #isCallWanted(view: DataView, start: number): boolean {
    const syscalls = this.#syscalls;
    const value = start + PARAMS + view.getUint32(start + PARAM_COUNT, true) * 2;
    if (value + 2 > start + view.getUint32(start + LENGTH, true)) return true;
    if (view.getUint16(start + PARAMS, true) < 2) return true;
    const number = Math.min(view.getUint16(value, true), syscalls.length - 1);
    return syscalls[number] !== 0;
  }

  #noteCommand(view: DataView, start: number, at: number, num: number): boolean {
    const { words } = this.#shorthand;
    const isIdle = this.#isIdle(view, start, at);
    if (isIdle) {
      words[at + PASSED] = num;
      words[at + ENTER_TYPE] = IDLE_COMMAND;
    } else if (words[at + ENTER_TYPE] === IDLE_COMMAND) {
      words[at + ENTER_TYPE] = OTHER;
    }
    return isIdle;
  }

  /** Whether it is the enter event of a command that makes no fd, or the exit of one. */
  #isIdle(view: DataView, start: number, at: number): boolean {
    if ((view.getUint16(start + TYPE, true) & 1) === 1) {
      return this.#shorthand.words[at + ENTER_TYPE] === IDLE_COMMAND;
    }
    const count = view.getUint32(start + PARAM_COUNT, true);
    const value = start + PARAMS + count * 2;
    if (count < 2 || value + 9 > start + view.getUint32(start + LENGTH, true)) return false;
    if (view.getUint32(start + PARAMS, true) !== FD_AND_BYTE) return false;
    const command = view.getUint8(value + 8);
    return command !== F_DUPFD && command !== F_DUPFD_CLOEXEC;
  }

  #note(view: DataView, start: number, at: number, plan: number, num: number): boolean {
    if (plan === Sifted.COMMAND) return this.#noteCommand(view, start, at, num);
    if (this.#shorthand.words[at + EPOCH] !== this.#shorthand.epoch) return false;
    const isNoted =
      (plan & EXIT) === 0
        ? this.#noteEnter(view, start, at, plan, num)
        : this.#noteExit(view, start, at, plan);
    if (isNoted) this.notedCount++;
    return isNoted;
  }

  #noteEnter(view: DataView, start: number, at: number, plan: number, num: number): boolean {
    const { words, marks } = this.#shorthand;
    const count = view.getUint32(start + PARAM_COUNT, true);
    const value = start + PARAMS + count * 2;
    if (count === 0 || value + 8 > start + view.getUint32(start + LENGTH, true)) return false;
    const fd = view.getInt32(value, true);
    if (fd < 0 || fd >= PAGE_FDS || view.getInt32(value + 4, true) !== 0) return false;
    if (view.getUint16(start + PARAMS, true) < 8) return false;
    if ((plan & BY_MARK) !== 0) {
      const marked = marks[(words[at + PAGE] as number) + fd] as number;
      if ((marked & SKIP_ENTER) === 0) return false;
    }
    words[at + ENTER_NUM] = num;
    words[at + ENTER_TYPE] = (plan & REJECTS) !== 0 ? REJECTED : view.getUint16(start + TYPE, true);
    words[at + ENTER_FD] = fd;
    words[at + ENTER_LOW] = words[at + EXIT_LOW] = view.getInt32(start, true);
    words[at + ENTER_HIGH] = words[at + EXIT_HIGH] = view.getInt32(start + 4, true);
    return true;
  }

  #noteExit(view: DataView, start: number, at: number, plan: number): boolean {
    const { words, marks } = this.#shorthand;
    const enter = (plan & REJECTS) !== 0 ? REJECTED : view.getUint16(start + TYPE, true) - 1;
    if (words[at + ENTER_TYPE] !== enter) return false;
    if ((plan & BY_MARK) !== 0) {
      const marked = marks[(words[at + PAGE] as number) + (words[at + ENTER_FD] as number)];
      if (((marked as number) & SKIP_EXIT) === 0) return false;
    }
    words[at + EXIT_LOW] = view.getInt32(start, true);
    words[at + EXIT_HIGH] = view.getInt32(start + 4, true);
    return true;
  }
}
