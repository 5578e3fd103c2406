import type { Batch } from '../batch/batch.ts';
import type { BatchLayout } from '../batch/batch-layout.ts';
import type { ChiselError } from '../errors/chisel-error.ts';
import { copyBatch } from './batch-copy.ts';
import { checkDefinition, type Declared } from './check-definition.ts';
import { guestError } from './guest-errors.ts';
import { AFTER_LAST, type GuestReport, type GuestWishes } from './guest-report.ts';
import {
  GuestFault,
  type Guest,
  type Limits,
  type RunEnd,
  type Runtime,
  type StartGuest,
} from './runtime.ts';

/** Batches that a guest may have at once: one it works on, the others wait in its thread's queue. */
const SLOTS = 3;

export interface RunnerOptions {
  readonly name: string;
  readonly text: Runtime['text'];
  readonly start: StartGuest;
  readonly limits: Limits;
  readonly layout: BatchLayout;
  /** What the manifest declares: the guest may declare less, not more. */
  readonly fields: readonly { readonly name: string }[];
  readonly filterText: string;
  /** Instead of fields and filter, which may be only what it asked for this time. */
  readonly declared?: Declared;
  /** Something was printed, or nothing will be for events up to `through`. */
  readonly onReport: (report: GuestReport | undefined, through: number) => void;
  readonly onFailure: (error: ChiselError) => void;
  readonly onWishes?: (wishes: GuestWishes) => void;
  /** The runner no longer reads the batch. */
  readonly onCopied: (batch: Batch) => void;
}

/**
 * Feeds one guest. Batches wait here when its slots are all taken; `ready` says when there is room
 * again, so nothing is lost as long as the caller waits for it. After a fault it takes everything and
 * does nothing.
 */
export class GuestRunner {
  readonly name: string;
  readonly #options: RunnerOptions;
  readonly #guest: Guest;
  readonly #memories: readonly Uint8Array[];
  readonly #freeSlots: number[];
  readonly #waiting: Batch[] = [];
  readonly #wakeups: (() => void)[] = [];
  #running = 0;
  #failed = false;
  #intervalNs: number | undefined;
  /** Resolves when the guest has been loaded, or has failed. */
  readonly loaded: Promise<void>;

  constructor(options: RunnerOptions) {
    const { name, start, layout } = options;
    this.name = name;
    this.#options = options;
    const slots = Array.from({ length: SLOTS }, () => new SharedArrayBuffer(layout.sizeBytes));
    this.#memories = slots.map((slot) => new Uint8Array(slot));
    this.#freeSlots = slots.map((_, slot) => slot);
    this.#guest = start(layout, slots);
    this.loaded = this.#track(this.#load(), 0);
  }

  /** Length of the intervals that it wants to be told of; known once it is loaded. */
  get intervalNs(): number | undefined {
    return this.#failed ? undefined : this.#intervalNs;
  }

  /** Whether nothing that was fed is still on its way. */
  get isIdle(): boolean {
    return this.#running === 0 && this.#waiting.length === 0;
  }

  feed(batch: Batch): void {
    if (this.#failed) this.#options.onCopied(batch);
    else if (this.#freeSlots.length === 0) this.#waiting.push(batch);
    else this.#dispatch(batch);
  }

  /** Resolves when no batch waits; undefined when that is now. */
  ready(): Promise<void> | undefined {
    return this.#waiting.length === 0 ? undefined : this.#until(() => this.#waiting.length === 0);
  }

  async end(end: RunEnd): Promise<void> {
    await this.drain();
    if (!this.#failed) await this.#track(this.#guest.end(end), AFTER_LAST);
    this.#guest.dispose();
  }

  /** Resolves when the guest has seen all it was fed. */
  async drain(): Promise<void> {
    await this.#until(() => this.isIdle);
  }

  async #until(isReached: () => boolean): Promise<void> {
    while (!isReached()) await new Promise<void>((resolve) => this.#wakeups.push(resolve));
  }

  async #load(): Promise<GuestReport> {
    const { definition, report } = await this.#guest.load();
    const { fields, filterText, declared = { fields, filterText } } = this.#options;
    checkDefinition(definition, declared);
    this.#intervalNs = definition.intervalNs;
    return report;
  }

  #dispatch(batch: Batch): void {
    const slot = this.#freeSlots.pop() as number;
    const memory = this.#memories[slot] as Uint8Array;
    const crossing = copyBatch(batch, slot, memory, this.#options.text, this.#intervalNs);
    const through = batch.lastNum;
    this.#options.onCopied(batch);
    void this.#track(this.#guest.feed(crossing), through).then(() => {
      this.#freeSlots.push(slot);
      const next = this.#failed ? undefined : this.#waiting.shift();
      if (next) this.#dispatch(next);
      this.#wake();
    });
  }

  async #track(call: Promise<GuestReport>, through: number): Promise<void> {
    this.#running++;
    try {
      const report = await call;
      if (this.#failed) return;
      this.#options.onReport(report, through);
      if (report.wishes) this.#grant(report.wishes);
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#running--;
      this.#wake();
    }
  }

  #grant(wishes: GuestWishes): void {
    if (wishes.intervalNs !== undefined) this.#intervalNs = wishes.intervalNs;
    this.#options.onWishes?.(wishes);
  }

  #fail(error: unknown): void {
    if (this.#failed) return;
    this.#failed = true;
    const fault = error instanceof GuestFault ? error : new GuestFault('threw', String(error));
    this.#options.onReport(fault.report, AFTER_LAST);
    this.#options.onFailure(guestError(this.name, fault, this.#options.limits));
    this.#guest.dispose();
    for (const batch of this.#waiting.splice(0)) this.#options.onCopied(batch);
  }

  #wake(): void {
    for (const wakeup of this.#wakeups.splice(0)) wakeup();
  }
}
