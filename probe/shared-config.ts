import type { CallRule, EventRule } from './calls/event-rules.ts';
import { kindNumber } from './calls/param-kinds.ts';
import { configOffsets as at, EVENT_RULE_BYTES, PARAM_RULE_BYTES } from './layout.ts';

/** The kernel side's configuration; what is written here holds from the next event on. */
export class SharedConfig {
  readonly #view: DataView;

  constructor(memory: ArrayBuffer) {
    this.#view = new DataView(memory);
  }

  setStart(ownTgid: number, snaplen: number): void {
    this.#view.setUint32(at.ownTgid, ownTgid, true);
    this.#view.setUint32(at.snaplen, snaplen, true);
  }

  setCall({ number, enter, exit }: CallRule): void {
    this.#setRule(at.enter + number * EVENT_RULE_BYTES, enter);
    this.#setRule(at.exit + number * EVENT_RULE_BYTES, exit);
  }

  /** What is wanted of a call's two events: numbers of `Demand`. */
  setDemand(number: number, enter: number, exit: number): void {
    this.#view.setUint8(at.enterDemand + number, enter);
    this.#view.setUint8(at.exitDemand + number, exit);
  }

  #setRule(start: number, { type, filler, params }: EventRule): void {
    const view = this.#view;
    view.setUint16(start, type, true);
    view.setUint8(start + 2, filler);
    view.setUint8(start + 3, params.length);
    params.forEach(({ kind, arg, other, bytes, extra }, i) => {
      const to = start + 8 + i * PARAM_RULE_BYTES;
      view.setUint8(to, kindNumber(kind));
      view.setUint8(to + 1, arg);
      view.setUint8(to + 2, other);
      view.setUint8(to + 3, bytes);
      view.setUint32(to + 4, extra, true);
    });
  }
}
