import type { BatchLayout } from '@chisel/core/batch/batch-layout.ts';
import {
  AFTER_LAST,
  type GuestReport,
  type GuestWishes,
} from '@chisel/core/sandbox/guest-report.ts';
import type { Crossing, Guest, GuestDefinition, RunEnd } from '@chisel/core/sandbox/runtime.ts';
import { currentNum, type IsolateCalls } from '@chisel/isolate/isolate-calls.ts';
import type { GuestFunctions } from './lua-chisel.ts';

export interface LuaGuestOptions {
  readonly calls: IsolateCalls;
  readonly functions: GuestFunctions;
  /** Fulfilled when it can take batches. */
  readonly attached: Promise<void>;
  readonly layout: BatchLayout;
  readonly slots: readonly SharedArrayBuffer[];
  readonly intervalNs: number;
}

/** A script that takes the events of one capture. */
export class LuaGuest implements Guest {
  readonly #options: LuaGuestOptions;
  #wishes: GuestWishes | undefined;

  constructor(options: LuaGuestOptions) {
    this.#options = options;
    options.attached.catch(() => undefined);
  }

  async load(): Promise<{ definition: GuestDefinition; report: GuestReport }> {
    const { attached, functions, intervalNs } = this.#options;
    await attached;
    const report = await this.#call(functions.takeOutput, [], -1, 0);
    const definition = { filter: undefined, fields: [], args: [], intervalNs };
    return { definition, report };
  }

  async feed(crossing: Crossing): Promise<GuestReport> {
    const { calls, functions } = this.#options;
    const { slot, rows, marks, startsDictionary, dictionaryTexts, ownTexts } = crossing;
    const texts = [crossing.dictionaryText, crossing.ownText];
    const args = [slot, rows, marks, startsDictionary, dictionaryTexts, ownTexts, ...texts];
    const row = (): number | undefined => currentNum(this.#options, crossing);
    return this.#call(functions.feed, args, calls.lastNum, AFTER_LAST - 1, row);
  }

  async end({ firstTsLow, firstTsHigh, tsLow, tsHigh }: RunEnd): Promise<GuestReport> {
    const args = [AFTER_LAST, firstTsLow, firstTsHigh, tsLow, tsHigh];
    return this.#call(this.#options.functions.end, args, AFTER_LAST, AFTER_LAST);
  }

  /** The isolate goes on to the next capture; it is disposed of with its chisel. */
  dispose(): void {
    this.#wishes = undefined;
  }

  async #call(
    guestFunction: GuestFunctions['feed'],
    args: readonly (string | number | boolean)[],
    fromNum: number,
    toNum: number,
    row?: () => number | undefined,
  ): Promise<GuestReport> {
    const { calls } = this.#options;
    this.#wishes = undefined;
    const report = await calls.call(guestFunction, args, { fromNum, toNum }, row, (raw) => {
      this.#wishes = readWishes(raw);
    });
    return { ...report, wishes: this.#wishes };
  }
}

/** What a guest asks for, as far as it is of the right types. */
function readWishes(raw: unknown): GuestWishes | undefined {
  const { wishes } = (raw ?? {}) as { wishes?: Record<string, unknown> };
  if (typeof wishes !== 'object' || wishes === null) return undefined;
  const { endsCapture, filterText, intervalNs, exitCode, nextRun } = wishes;
  return {
    ...(endsCapture === true && { endsCapture }),
    ...(typeof filterText === 'string' && { filterText }),
    ...(Number.isSafeInteger(intervalNs) && { intervalNs: intervalNs as number }),
    ...(Number.isInteger(exitCode) && { exitCode: exitCode as number }),
    ...(typeof nextRun === 'string' && { nextRun }),
  };
}
