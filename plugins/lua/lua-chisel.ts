import { batchFacts, type BatchLayout } from '@chisel/core/batch/batch-layout.ts';
import { checkReport, emptyReport, type GuestReport } from '@chisel/core/sandbox/guest-report.ts';
import { GuestFault, type Guest, type Limits } from '@chisel/core/sandbox/runtime.ts';
import { answerAsText, type HostAnswers } from '@chisel/core/sandbox/host-answers.ts';
import { IsolateCalls } from '@chisel/isolate/isolate-calls.ts';
import { loadIsolatedVm } from '@chisel/isolate/isolated-vm.ts';
import { readFault } from '@chisel/isolate/read-fault.ts';
import type ivm from 'isolated-vm';
import { GUEST, GUEST_FILE, guestCode } from './guest-code.ts';
import { guestSnapshot } from './guest-snapshot.ts';
import type {
  CaptureFacts,
  ChiselSetup,
  ChiselWants,
  ScriptDescription,
  ScriptFacts,
} from './guest/setup.ts';
import { LuaGuest } from './lua-guest.ts';
import type { LuaSource } from './vm/lua-vm.ts';

export interface LuaChiselOptions {
  readonly source: LuaSource;
  readonly setup: Omit<ChiselSetup, 'outputChars' | 'timeMs'>;
  readonly host: HostAnswers;
  readonly limits: Limits;
}

/** A script has called `os.exit` before any event. */
export class ScriptExited extends Error {
  readonly code: number;
  readonly report: GuestReport;

  constructor(code: number, report: GuestReport) {
    super(`the chisel has ended itself with exit code ${String(code)}`);
    this.code = code;
    this.report = report;
  }
}

/** The guest's functions that the host calls. */
const FUNCTIONS = [
  'connect',
  'load',
  'describe',
  'setArguments',
  'init',
  'captureStart',
  'attach',
  'feed',
  'end',
  'takeOutput',
] as const;
export type GuestFunctions = Readonly<Record<(typeof FUNCTIONS)[number], ivm.Reference>>;

/** What is printed before the first event belongs to event -1 or 0. */
const BEFORE_EVENTS = -1;

/**
 * One script in an isolate of its own, from its first line to the end of the last capture. Its steps are
 * called in this order: `load`, `setArguments`, then for each capture `init`, `captureStart`, `start`.
 * All reject with a GuestFault, or with ScriptExited.
 */
export class LuaChisel {
  readonly #calls: IsolateCalls;
  readonly #isFromSnapshot: boolean;
  readonly #options: LuaChiselOptions;
  #functions: GuestFunctions | undefined;

  constructor(options: LuaChiselOptions) {
    this.#options = options;
    const snapshot = guestSnapshot();
    this.#isFromSnapshot = snapshot !== undefined;
    this.#calls = new IsolateCalls(options.limits, snapshot);
  }

  /** Runs the script and gives what it says of itself. */
  async load(): Promise<ScriptFacts> {
    const { setup, source } = this.#options;
    return this.#begin<ScriptFacts>('load', setup.name, source);
  }

  async #begin<T>(step: 'load' | 'describe', name: string, source: LuaSource): Promise<T> {
    const { limits, setup } = this.#options;
    const functions = (this.#functions ??= await this.#calls.guard(this.#instantiate(), 'load'));
    this.#calls.salvageWith(functions.takeOutput);
    const setupText = JSON.stringify({
      ...setup,
      name,
      outputChars: limits.outputChars,
      timeMs: limits.timeMs,
    });
    return this.#step<T>(step, [setupText, JSON.stringify(source)]);
  }

  /** Runs any script only to read what it says of itself. */
  async describe(name: string, source: LuaSource): Promise<ScriptDescription> {
    return this.#begin<ScriptDescription>('describe', name, source);
  }

  async setArguments(word: string): Promise<void> {
    await this.#step('setArguments', [word]);
  }

  async init(filter: string): Promise<ChiselWants> {
    return this.#step('init', [filter]);
  }

  async captureStart(facts: CaptureFacts): Promise<ChiselWants> {
    return this.#step('captureStart', [JSON.stringify(facts)]);
  }

  /** Ties it to the batches of a run; what it has printed comes with the guest's `load`. */
  start(
    layout: BatchLayout,
    slots: readonly SharedArrayBuffer[],
    run: { exact: boolean; intervalNs: number },
  ): Guest {
    const functions = this.#functions as GuestFunctions;
    const attached = this.#attach(functions, layout, slots, run.exact);
    return new LuaGuest({ calls: this.#calls, functions, attached, layout, slots, ...run });
  }

  /** The end of a capture that never began, and what was printed until then. */
  async abandon(): Promise<GuestReport> {
    const { end } = this.#functions as GuestFunctions;
    const before = BEFORE_EVENTS;
    return this.#calls.call(end, [0, 0, 0, 0, 0], { fromNum: before, toNum: 0 });
  }

  dispose(): void {
    this.#calls.dispose();
  }

  async #instantiate(): Promise<GuestFunctions> {
    const { isolate } = this.#calls;
    const { Callback } = loadIsolatedVm();
    const context = await isolate.createContext();
    if (!this.#isFromSnapshot) {
      const script = await isolate.compileScript(guestCode(), { filename: GUEST_FILE });
      await script.run(context);
    }
    const guest = await context.global.get(GUEST, { reference: true });
    await context.global.delete(GUEST);
    const entries = await Promise.all(
      FUNCTIONS.map(async (name) => [name, await guest.get(name, { reference: true })]),
    );
    const functions = Object.fromEntries(entries) as GuestFunctions;
    const { host } = this.#options;
    const answer = (question: string, detail: string): string =>
      answerAsText(host, question, detail);
    await functions.connect.apply(undefined, [new Callback(answer)]);
    return functions;
  }

  async #attach(
    { attach }: GuestFunctions,
    layout: BatchLayout,
    slots: readonly SharedArrayBuffer[],
    exact: boolean,
  ): Promise<void> {
    const { ExternalCopy } = loadIsolatedVm();
    const buffers = slots.map((slot) => new ExternalCopy(slot).copyInto());
    await this.#calls.guard(
      attach.apply(undefined, [JSON.stringify(batchFacts(layout)), exact, ...buffers]),
      'load',
    );
  }

  async #step<T>(name: keyof GuestFunctions, args: string[]): Promise<T> {
    const timeout = this.#options.limits.timeMs;
    const call = (this.#functions as GuestFunctions)[name].apply(undefined, args, {
      timeout,
      result: { copy: true },
    });
    const raw: unknown = await this.#calls.guard(call, 'load');
    const { value, exitCode } = raw as { value?: string; exitCode?: number };
    if (exitCode !== undefined) throw new ScriptExited(exitCode, await this.#takeOutput());
    const fault = readFault(raw);
    if (!fault) return JSON.parse(value as string) as T;
    throw new GuestFault(fault.kind, fault.message, undefined, await this.#takeOutput());
  }

  async #takeOutput(): Promise<GuestReport> {
    const { takeOutput } = this.#functions as GuestFunctions;
    const raw: unknown = await takeOutput.apply(undefined, [], { result: { copy: true } });
    return raw === undefined ? emptyReport : checkReport(raw, BEFORE_EVENTS, 0);
  }
}
