import { TID, LENGTH, TYPE, PARAM_COUNT, PARAMS } from '../../event/event-header.ts';
import type { EventBlock } from '../../event/event-block.ts';
import { Held } from './fd-notes.ts';
import {
  ENTER_FD,
  ENTER_TYPE,
  EPOCH,
  IDLE_COMMAND,
  OTHER,
  PAGE,
  PASSED,
  REJECTED,
  SKIP_ENTER,
  SKIP_EXIT,
  TID_LIMIT,
  type Shorthand,
} from './shorthand.ts';
import { firstFd, firstValue, type SiftFds } from './sift-fds.ts';
import { BY_MARK, EXIT, kindOf, REJECTS, Sifted, SUCCEEDED } from './sift-plan.ts';
import type { State } from '../state.ts';

const F_DUPFD = 1;
const F_DUPFD_CLOEXEC = 26;

/** The lengths of two params, an fd and a byte, as they stand together. */
const FD_AND_BYTE = 8 | (1 << 16);

/** Finds the events that somebody wants among those of a block, and notes what the others mean to them. */
export class Sift {
  /** How many transfers were noted. */
  notedCount = 0;
  readonly #plans: Uint8Array;
  readonly #syscalls: Uint8Array;
  readonly #shorthand: Shorthand;
  readonly #fds: SiftFds;
  readonly #state: State;

  /**
   * The plans are made of `Sifted` and the bits above, by event id. Of generic events those are taken
   * whose call's number has not 0 in `syscalls`; its last element is for all numbers beyond.
   */
  constructor(
    plans: Uint8Array,
    syscalls: Uint8Array,
    shorthand: Shorthand,
    fds: SiftFds,
    state: State,
  ) {
    this.#plans = plans;
    this.#syscalls = syscalls;
    this.#fds = fds;
    this.#state = state;
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
    const kind = kindOf(plan);
    // What the last event closed must be gone before its number is opened again.
    if (kind !== Sifted.NOTE) this.#state.settle();
    if (this.#shorthand.words[at + EPOCH] !== this.#shorthand.epoch) return false;
    const isNoted =
      kind === Sifted.NOTE
        ? this.#noteTransfer(view, start, at, plan, num)
        : this.#noteFdCall(view, start, at, plan, num);
    if (isNoted) this.notedCount++;
    return isNoted;
  }

  #noteTransfer(view: DataView, start: number, at: number, plan: number, num: number): boolean {
    return (plan & EXIT) === 0
      ? this.#noteEnter(view, start, at, plan, num)
      : this.#noteExit(view, start, at, plan);
  }

  #noteFdCall(view: DataView, start: number, at: number, plan: number, num: number): boolean {
    const isExit = (plan & EXIT) !== 0;
    if (kindOf(plan) === Sifted.CLOSE) {
      if (isExit) return this.#fds.noteCloseExit(view, start, at, plan);
      return this.#fds.noteCloseEnter(view, start, at, plan, num);
    }
    if (isExit) return this.#fds.noteOpenExit(view, start, at, plan);
    return this.#fds.noteOpenEnter(view, start, at, num);
  }

  #noteEnter(view: DataView, start: number, at: number, plan: number, num: number): boolean {
    const { words, marks } = this.#shorthand;
    const fd = firstFd(view, start);
    if (fd < 0) return false;
    if ((plan & BY_MARK) !== 0) {
      const marked = marks[(words[at + PAGE] as number) + fd] as number;
      if ((marked & SKIP_ENTER) === 0) return false;
    }
    this.#shorthand.noteEnter(view, start, at, num, fd, (plan & REJECTS) !== 0);
    return true;
  }

  #noteExit(view: DataView, start: number, at: number, plan: number): boolean {
    const { words, marks } = this.#shorthand;
    const enter = (plan & REJECTS) !== 0 ? REJECTED : view.getUint16(start + TYPE, true) - 1;
    if (words[at + ENTER_TYPE] !== enter) return false;
    const place = (words[at + PAGE] as number) + (words[at + ENTER_FD] as number);
    if (this.#shorthand.fds.held[place] === Held.CANCELED) return false;
    const hasSucceeded = (plan & SUCCEEDED) !== 0 && succeeded(view, start);
    if ((plan & (BY_MARK | SUCCEEDED)) !== 0 && !hasSucceeded) {
      if ((plan & BY_MARK) === 0) return false;
      if (((marks[place] as number) & SKIP_EXIT) === 0) return false;
    }
    this.#shorthand.noteExit(view, start, at, (plan & REJECTS) !== 0);
    return true;
  }
}

/** Whether the first param of an exit event is no error. */
function succeeded(view: DataView, start: number): boolean {
  const value = firstValue(view, start);
  return value !== 0 && view.getInt32(value + 4, true) >= 0;
}
