import { place } from '@chisel/isolate/guest/place.ts';
import { LuaError } from '../vm/lua-error.ts';
import type { Session } from './session.ts';
import { bigTime } from './times.ts';

const NS_PER_S = 1_000_000_000n;

/** Calls `on_interval` where an interval ends. */
export class Intervals {
  readonly #session: Session;
  /** When the last interval was told of; 0 before the first. */
  #toldNs = 0n;
  /** What precise intervals are counted from. */
  #fromNs: bigint | undefined;

  constructor(session: Session) {
    this.#session = session;
  }

  /** The event with this time stamp is the first of another interval. */
  end(tsLow: number, tsHigh: number, intervalNs: number): void {
    const session = this.#session;
    if (intervalNs !== session.intervalNs) return;
    session.isBetweenRows = true;
    session.tsLow = tsLow;
    session.tsHigh = tsHigh;
    session.num = place.num;
    const ts = bigTime(tsLow, tsHigh);
    if (intervalNs < 0) this.#tellAll(ts, BigInt(-intervalNs));
    else this.#tellOnce(ts);
    session.isBetweenRows = false;
  }

  #tellOnce(ts: bigint): void {
    const delta = this.#toldNs === 0n ? 0n : ts - this.#toldNs;
    if (this.#toldNs !== 0n && delta === 0n) return;
    this.#tell(ts, delta);
    this.#toldNs = ts;
  }

  #tellAll(ts: bigint, intervalNs: bigint): void {
    if (this.#fromNs === undefined) {
      this.#fromNs = ts;
      return;
    }
    let at = this.#fromNs;
    for (; at <= ts - intervalNs; at += intervalNs) this.#tell(at, intervalNs);
    this.#fromNs = at;
  }

  #tell(ts: bigint, delta: bigint): void {
    const { vm } = this.#session;
    const onInterval = vm.get(vm.globals, 'on_interval');
    const args = [Number(ts / NS_PER_S), Number(ts % NS_PER_S), Number(delta)];
    const [goesOn] = vm.call(onInterval, args);
    if (goesOn === undefined || goesOn === false) {
      throw new LuaError(`execution terminated by the ${this.#session.name} chisel`);
    }
  }
}
