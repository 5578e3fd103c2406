import { ROW_CAPACITY, type BatchLayout } from '@chisel/core/batch/batch-layout.ts';
import { AFTER_LAST, checkReport, type GuestReport } from '@chisel/core/sandbox/guest-report.ts';
import {
  GuestFault,
  type Crossing,
  type FaultKind,
  type Limits,
} from '@chisel/core/sandbox/runtime.ts';
import type ivm from 'isolated-vm';
import { cleanMessage } from './clean-message.ts';
import { loadIsolatedVm } from './isolated-vm.ts';
import { readFault } from './read-fault.ts';
import { Watchdog } from './watchdog.ts';

/** A guest that can't be stopped is given up after this much more than its budget. */
const GRACE_MS = 4000;
const SALVAGE_MS = 100;

/** Where the host reads at which row a guest is. */
export interface SharedRows {
  readonly layout: BatchLayout;
  readonly slots: readonly SharedArrayBuffer[];
}

export type Argument = string | number | boolean | undefined;

/**
 * The isolate of one guest and the way into it, whatever its language: memory limit, time budget, and what
 * a call can end with, as a report or a GuestFault.
 */
export class IsolateCalls {
  readonly isolate: ivm.Isolate;
  readonly #limits: Limits;
  readonly #watchdog: Watchdog;
  #takeOutput: ivm.Reference | undefined;
  #lastNum = 0;

  constructor(limits: Limits, snapshot?: ivm.ExternalCopy<ArrayBuffer>) {
    this.#limits = limits;
    this.#watchdog = new Watchdog(limits.timeMs + GRACE_MS);
    const { Isolate } = loadIsolatedVm();
    this.isolate = new Isolate({
      memoryLimit: limits.memoryMb,
      onCatastrophicError: () => undefined,
      ...(snapshot && { snapshot }),
    });
  }

  /** The last event that the guest printed something at. */
  get lastNum(): number {
    return this.#lastNum;
  }

  /** From now on `takeOutput` gives what was printed by a call that was cut short. */
  salvageWith(takeOutput: ivm.Reference): void {
    this.#takeOutput = takeOutput;
  }

  /** Calls a guest's function, which gives a report; `check` may look at the rest of what it gave. */
  async call(
    guestFunction: ivm.Reference,
    args: readonly Argument[],
    span: { fromNum: number; toNum: number },
    row?: () => number | undefined,
    check?: (raw: unknown) => void,
  ): Promise<GuestReport> {
    const timeout = this.#limits.timeMs;
    const call = guestFunction.apply(undefined, [...args], { timeout, result: { copy: true } });
    const raw: unknown = await this.guard(call, 'threw', row);
    const report = checkReport(raw, span.fromNum, span.toNum);
    if (report.count > 0)
      this.#lastNum = Math.max(this.#lastNum, report.nums[report.count - 1] ?? 0);
    check?.(raw);
    const fault = readFault(raw);
    if (fault) throw new GuestFault(fault.kind, fault.message, fault.eventNum, report);
    return report;
  }

  /** Turns what a call into the isolate can end with into a GuestFault, in bounded time. */
  async guard<T>(
    call: Promise<T>,
    kind: FaultKind,
    row: () => number | undefined = () => undefined,
  ): Promise<T> {
    try {
      return await this.#watchdog.watch(call);
    } catch (error) {
      if (error instanceof GuestFault) throw error;
      throw await this.#explain(error, kind, row);
    }
  }

  dispose(): void {
    if (!this.isolate.isDisposed && !this.#watchdog.expired) this.isolate.dispose();
  }

  async #explain(
    error: unknown,
    kind: FaultKind,
    row: () => number | undefined,
  ): Promise<GuestFault> {
    const message = cleanMessage(error instanceof Error ? error.message : String(error));
    const eventNum = row();
    if (this.isolate.isDisposed) return new GuestFault('memory', message, eventNum);
    if (!message.includes('timed out')) return new GuestFault(kind, message, eventNum);
    return new GuestFault('time', message, eventNum, await this.#salvage());
  }

  /** What it printed before it was stopped; while it is being loaded it has printed nothing yet. */
  async #salvage(): Promise<GuestReport | undefined> {
    try {
      const raw: unknown = await this.#takeOutput?.apply(undefined, [], {
        timeout: SALVAGE_MS,
        result: { copy: true },
      });
      return raw === undefined ? undefined : checkReport(raw, this.#lastNum, AFTER_LAST - 1);
    } catch {
      return undefined;
    }
  }
}

/** The event that a guest was at; it can write there what it likes, so only a known one counts. */
export function currentNum(
  { layout, slots }: SharedRows,
  { slot, rows }: Crossing,
): number | undefined {
  const memory = slots[slot] as SharedArrayBuffer;
  const row = new Int32Array(memory, layout.control, 1)[0] as number;
  if (row < 0 || row >= rows) return undefined;
  return new Float64Array(memory, layout.nums, ROW_CAPACITY)[row];
}
