import { MARK_CAPACITY, MARK_WORDS, ROW_CAPACITY } from '@chisel/core/batch/batch-layout.ts';
import { FIRST_LOCAL, Tag } from '@chisel/core/batch/column-kind.ts';
import { AFTER_LAST, checkReport, type GuestReport } from '@chisel/core/sandbox/guest-report.ts';
import {
  GuestFault,
  type Crossing,
  type FaultKind,
  type Guest,
  type GuestDefinition,
  type GuestSetup,
} from '@chisel/core/sandbox/runtime.ts';
import type ivm from 'isolated-vm';
import { instantiateChisel, type GuestFunctions } from './instantiate-chisel.ts';
import { loadIsolatedVm } from './isolated-vm.ts';
import { Watchdog } from './watchdog.ts';

/** A guest that can't be stopped is given up after this much more than its budget. */
const GRACE_MS = 4000;

/** One TypeScript chisel in its isolate. Only plain data crosses: the guest gets no host function. */
export class TypeScriptGuest implements Guest {
  readonly #setup: GuestSetup;
  readonly #isolate: ivm.Isolate;
  readonly #ready: Promise<GuestFunctions>;
  readonly #watchdog: Watchdog;
  #functions: GuestFunctions | undefined;
  #lastNum = 0;

  constructor(setup: GuestSetup) {
    this.#setup = setup;
    this.#watchdog = new Watchdog(setup.limits.timeMs + GRACE_MS);
    const { Isolate } = loadIsolatedVm();
    this.#isolate = new Isolate({
      memoryLimit: setup.limits.memoryMb,
      onCatastrophicError: () => undefined,
    });
    this.#ready = this.#guard(instantiateChisel(this.#isolate, setup, setupText(setup)), 'load');
    this.#ready.catch(() => undefined);
  }

  async load(): Promise<{ definition: GuestDefinition; report: GuestReport }> {
    const definition = await this.define();
    const { start } = await this.#ready;
    const report = await this.#call(start, [], 0, 0);
    return { definition, report };
  }

  /** Runs its module, but none of its functions. */
  async define(): Promise<GuestDefinition> {
    this.#functions = await this.#ready;
    return readDefinition(this.#functions.declared, this.#setup.config.live);
  }

  async feed(crossing: Crossing): Promise<GuestReport> {
    const { feed } = await this.#ready;
    const { slot, rows, marks, startsDictionary, dictionaryTexts, ownTexts, text } = crossing;
    const args = [slot, rows, marks, startsDictionary, dictionaryTexts, ownTexts, text];
    const from = this.#lastNum;
    return this.#call(feed, args, from, AFTER_LAST - 1, crossing);
  }

  async end(): Promise<GuestReport> {
    const { end } = await this.#ready;
    return this.#call(end, [AFTER_LAST], AFTER_LAST, AFTER_LAST);
  }

  dispose(): void {
    if (!this.#isolate.isDisposed && !this.#watchdog.expired) this.#isolate.dispose();
  }

  async #call(
    guestFunction: ivm.Reference,
    args: readonly (string | number | boolean)[],
    fromNum: number,
    toNum: number,
    crossing?: Crossing,
  ): Promise<GuestReport> {
    const timeout = this.#setup.limits.timeMs;
    const call = guestFunction.apply(undefined, [...args], { timeout, result: { copy: true } });
    const raw = await this.#guard(call, 'threw', crossing);
    const report = checkReport(raw, fromNum, toNum);
    if (report.count > 0)
      this.#lastNum = Math.max(this.#lastNum, report.nums[report.count - 1] ?? 0);
    const fault = readFault(raw);
    if (fault) throw new GuestFault(fault.kind, fault.message, fault.eventNum, report);
    return report;
  }

  /** Turns what a call into the isolate can end with into a GuestFault, in bounded time. */
  async #guard<T>(call: Promise<T>, kind: FaultKind, crossing?: Crossing): Promise<T> {
    try {
      return await this.#watchdog.watch(call);
    } catch (error) {
      if (error instanceof GuestFault) throw error;
      throw await this.#explain(error, kind, crossing);
    }
  }

  async #explain(error: unknown, kind: FaultKind, crossing?: Crossing): Promise<GuestFault> {
    const message = cleanMessage(error instanceof Error ? error.message : String(error));
    const eventNum = crossing && this.#currentNum(crossing);
    if (this.#isolate.isDisposed) return new GuestFault('memory', message, eventNum);
    if (!message.includes('timed out')) return new GuestFault(kind, message, eventNum);
    return new GuestFault('time', message, eventNum, await this.#salvage());
  }

  /** The event that the guest was at; it can write there what it likes, so only a known one counts. */
  #currentNum({ slot, rows }: Crossing): number | undefined {
    const memory = this.#setup.slots[slot] as SharedArrayBuffer;
    const { control, nums } = this.#setup.layout;
    const row = new Int32Array(memory, control, 1)[0] as number;
    if (row < 0 || row >= rows) return undefined;
    return new Float64Array(memory, nums, ROW_CAPACITY)[row];
  }

  /** What it printed before it was stopped. */
  async #salvage(): Promise<GuestReport | undefined> {
    // While it is being loaded it has printed nothing yet, and is not ready.
    if (this.#functions === undefined) return undefined;
    try {
      const { takeOutput } = this.#functions;
      const raw: unknown = await takeOutput.apply(undefined, [], {
        timeout: 100,
        result: { copy: true },
      });
      return checkReport(raw, this.#lastNum, AFTER_LAST - 1);
    } catch {
      return undefined;
    }
  }
}

function setupText({ layout, config, limits }: GuestSetup): string {
  return JSON.stringify({
    layout,
    config,
    rowCapacity: ROW_CAPACITY,
    markCapacity: MARK_CAPACITY,
    markWords: MARK_WORDS,
    firstLocal: FIRST_LOCAL,
    tags: Tag,
    outputChars: limits.outputChars,
  });
}

interface ReportedFault {
  kind: FaultKind;
  message: string;
  eventNum: number | undefined;
}

function readFault(raw: unknown): ReportedFault | undefined {
  const { fault } = (raw ?? {}) as { fault?: { kind?: unknown; message?: unknown; num?: unknown } };
  if (fault === undefined) return undefined;
  const { kind, message, num } = fault;
  return {
    kind: kind === 'output' ? 'output' : 'threw',
    message: cleanMessage(typeof message === 'string' ? message : 'unknown error'),
    eventNum: typeof num === 'number' && num > 0 && num < AFTER_LAST ? num : undefined,
  };
}

/** An author's words in one line, without control characters. */
export function cleanMessage(message: string): string {
  return message
    .slice(0, 600)
    .replace(/[\x00-\x1f\x7f-\x9f]+/g, ' ')
    .replace(/\[chisel:\/\/\/([^\]]*)\]/, '($1)');
}

function readDefinition(declared: string | undefined, live: boolean): GuestDefinition {
  if (declared === undefined) {
    throw new GuestFault('load', 'its module waits for something that never comes');
  }
  const definition: unknown = JSON.parse(declared);
  if (typeof definition !== 'object' || definition === null) {
    throw new GuestFault('load', 'what it declares is not an object');
  }
  const { filter, fields, args, intervalSeconds, refreshSeconds } = definition as Record<
    string,
    unknown
  >;
  if (!Array.isArray(fields) || fields.some((field) => typeof field !== 'string')) {
    throw new GuestFault('load', 'its fields are not a list of names');
  }
  const intervalNs = readLength('intervalSeconds', intervalSeconds);
  const refreshNs = readLength('refreshSeconds', refreshSeconds);
  return {
    filter: typeof filter === 'string' ? filter : undefined,
    fields: fields as string[],
    args: typeof args === 'object' && args !== null ? Object.keys(args) : [],
    intervalNs: (live ? refreshNs : undefined) ?? intervalNs,
  };
}

/** A length of time in nanoseconds; what JSON can't hold, such as NaN, comes as null. */
function readLength(name: string, seconds: unknown): number | undefined {
  if (seconds === undefined) return undefined;
  const lengthNs = typeof seconds === 'number' ? Math.round(seconds * 1e9) : 0;
  if (Number.isSafeInteger(lengthNs) && lengthNs > 0) return lengthNs;
  throw new GuestFault('load', `its ${name} is not a length of time`);
}
