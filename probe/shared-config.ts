import type { Demand } from '@chisel/core/event/source.ts';
import type { CallRule, EventRule } from './calls/event-rules.ts';
import { conversionNumber, type FlagConversion } from './calls/flag-conversions.ts';
import type { Ia32Calls } from './calls/ia32-calls.ts';
import { fixedLengths, kindNumber } from './calls/param-kinds.ts';
import {
  COMM_BYTES,
  configOffsets as at,
  MAX_COMMS,
  MAX_NUMBERS,
  MAX_PIDS,
  MAX_SOCKET_CALLS,
  EVENT_RULE_BYTES,
  FLAG_TABLE_BYTES,
  PARAM_RULE_BYTES,
  RESULT_ARG,
  RULE_LENGTHS,
  RULE_PARAMS,
} from './layout.ts';

export interface StartConfig {
  /** In the first pid namespace. */
  readonly ownTgid: number;
  readonly classic: boolean;
}

/** `(NULL)` and its NUL: what captures of sysdig 0.29.3 have for a text that is not there. */
const ABSENT_TEXT = 0x00294c4c554e28n;
const ABSENT_BYTES = 7;
/** For a number that no call has. */
const NO_CALL = 0xffff;

/** The kernel side's configuration; what is written here holds from the next event on. */
export class SharedConfig {
  readonly #view: DataView;

  constructor(memory: ArrayBuffer) {
    this.#view = new DataView(memory);
  }

  /** The time of the machine's start, in ns since the epoch. */
  get bootNs(): bigint {
    return this.#view.getBigUint64(at.bootNs, true);
  }

  setStart({ ownTgid, classic }: StartConfig): void {
    const view = this.#view;
    view.setUint32(at.ownTgid, ownTgid, true);
    view.setBigUint64(at.absentText, ABSENT_TEXT, true);
    view.setUint32(at.absentBytes, classic ? ABSENT_BYTES : 0, true);
    view.setUint32(at.cloneFlags, conversionNumber('clone_flags'), true);
    view.setUint32(at.exitParams, classic ? 4 : 5, true);
  }

  setCall({ number, enter, exit }: CallRule): void {
    if (enter) this.#setRule(at.enter + number * EVENT_RULE_BYTES, enter);
    this.#setRule(at.exit + number * EVENT_RULE_BYTES, exit);
  }

  setIa32({ calls, socketCalls }: Ia32Calls): void {
    const view = this.#view;
    for (let nr = 0; nr < MAX_NUMBERS; nr++) view.setUint16(at.native + nr * 2, NO_CALL, true);
    for (const { nr, call, shape } of calls) {
      view.setUint16(at.native + nr * 2, call, true);
      view.setUint8(at.shapes + nr, shape);
    }
    for (let first = 0; first < MAX_SOCKET_CALLS; first++) {
      view.setUint16(at.socketCalls + first * 2, socketCalls[first] ?? NO_CALL, true);
    }
  }

  setFlags(number: number, { kept, otherwise, rows }: FlagConversion): void {
    const start = at.flags + number * FLAG_TABLE_BYTES;
    const words = [rows.length, kept, otherwise, 0, ...rows.flat()];
    words.forEach((word, i) => this.#view.setUint32(start + i * 4, word, true));
  }

  /** The processes that match, by pid or by name; without either all do. */
  setMatching({ pids = [], comms = [] }: Pick<Demand, 'pids' | 'comms'>): void {
    const view = this.#view;
    const fits = pids.length <= MAX_PIDS && comms.length <= MAX_COMMS;
    pids.slice(0, MAX_PIDS).forEach((pid, i) => view.setUint32(at.pids + i * 4, pid, true));
    comms.slice(0, MAX_COMMS).forEach((comm, i) => {
      const bytes = Buffer.from(comm, 'latin1').subarray(0, COMM_BYTES - 1);
      const to = new Uint8Array(view.buffer, at.comms + i * COMM_BYTES, COMM_BYTES);
      to.fill(0);
      to.set(bytes);
    });
    view.setUint32(at.pidCount, fits ? pids.length : 0, true);
    view.setUint32(at.commCount, fits ? comms.length : 0, true);
    view.setUint32(at.matching, fits && pids.length + comms.length > 0 ? 1 : 0, true);
  }

  /** How much of each buffer is sent. */
  setSnaplen(bytes: number): void {
    this.#view.setUint32(at.snaplen, bytes, true);
  }

  /** Whose enter events are sent as calls begin, one of `Wanted`; those of others go with the exits. */
  setEnters(whose: number): void {
    this.#view.setUint32(at.enters, whose, true);
  }

  /** Of an event that is no system call; its number is that of enum happening. */
  setHappening(number: number, demand: number): void {
    this.#view.setUint8(at.happeningDemand + number, demand);
  }

  /** What is wanted of a call's two events: numbers of `Demand`. */
  setDemand(number: number, enter: number, exit: number): void {
    this.#view.setUint8(at.enterDemand + number, enter);
    this.#view.setUint8(at.exitDemand + number, exit);
  }

  #setRule(start: number, { type, filler, count, params, aloneAtZero }: EventRule): void {
    const view = this.#view;
    const lengths = fixedLengths(params);
    view.setUint16(start, type, true);
    view.setUint8(start + 2, filler);
    view.setUint8(start + 3, count);
    view.setUint8(start + 4, lengths.length);
    view.setUint8(start + 5, aloneAtZero ? 1 : 0);
    lengths.forEach((length, i) => view.setUint16(start + RULE_LENGTHS + i * 2, length, true));
    params.forEach(({ kind, arg, other, bytes, extra }, i) => {
      const to = start + RULE_PARAMS + i * PARAM_RULE_BYTES;
      view.setUint8(to, kindNumber(kind));
      view.setUint8(to + 1, kind === 'res' ? RESULT_ARG : arg);
      view.setUint8(to + 2, other);
      view.setUint8(to + 3, lengths[i] ?? bytes);
      view.setUint32(to + 4, extra, true);
    });
  }
}
