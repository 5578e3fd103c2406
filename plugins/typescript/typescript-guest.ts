import { batchFacts } from '@chisel/core/batch/batch-layout.ts';
import { AFTER_LAST, type GuestReport } from '@chisel/core/sandbox/guest-report.ts';
import {
  GuestFault,
  type Crossing,
  type Guest,
  type GuestDefinition,
  type GuestSetup,
} from '@chisel/core/sandbox/runtime.ts';
import { currentNum, IsolateCalls } from '@chisel/isolate/isolate-calls.ts';
import { instantiateChisel, type GuestFunctions } from './instantiate-chisel.ts';

/**
 * One TypeScript chisel in its isolate. Only plain data crosses; a chisel with permissions for tables, files
 * or the network gets one function to ask with, others none.
 */
export class TypeScriptGuest implements Guest {
  readonly #setup: GuestSetup;
  readonly #calls: IsolateCalls;
  readonly #ready: Promise<GuestFunctions>;

  constructor(setup: GuestSetup) {
    this.#setup = setup;
    this.#calls = new IsolateCalls(setup.limits);
    const chisel = instantiateChisel(this.#calls.isolate, setup, setupText(setup));
    this.#ready = this.#calls.guard(chisel, 'load');
    this.#ready.catch(() => undefined);
  }

  async load(): Promise<{ definition: GuestDefinition; report: GuestReport }> {
    const definition = await this.define();
    const { start } = await this.#ready;
    const report = await this.#calls.call(start, [], { fromNum: 0, toNum: 0 });
    return { definition, report };
  }

  /** Runs its module, but none of its functions. */
  async define(): Promise<GuestDefinition> {
    const { declared, takeOutput } = await this.#ready;
    this.#calls.salvageWith(takeOutput);
    return readDefinition(declared, this.#setup.config.live);
  }

  async feed(crossing: Crossing): Promise<GuestReport> {
    const { feed } = await this.#ready;
    const { slot, rows, marks, startsDictionary, dictionaryTexts, ownTexts } = crossing;
    const texts = [crossing.dictionaryText, crossing.ownText];
    const args = [slot, rows, marks, startsDictionary, dictionaryTexts, ownTexts, ...texts];
    const span = { fromNum: this.#calls.lastNum, toNum: AFTER_LAST - 1 };
    return this.#calls.call(feed, args, span, () => currentNum(this.#setup, crossing));
  }

  async end(): Promise<GuestReport> {
    const { end } = await this.#ready;
    return this.#calls.call(end, [AFTER_LAST], { fromNum: AFTER_LAST, toNum: AFTER_LAST });
  }

  dispose(): void {
    this.#calls.dispose();
  }
}

function setupText({ layout, config, limits, host }: GuestSetup): string {
  return JSON.stringify({
    ...batchFacts(layout),
    config,
    outputChars: limits.outputChars,
    timeMs: limits.timeMs,
    questions: host?.questions ?? [],
  });
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
