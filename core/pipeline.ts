import { nsBetween } from './bytes/words.ts';
import type { CaptureEnd, Consumer, Recorder } from './consumer.ts';
import { DumpFlag, type EventBlock } from './event/event-block.ts';
import { EventFlag, type EventTable } from './event/event-table.ts';
import type { SectionStart, Source, SourceItem } from './event/source.ts';
import type { CompiledFilter } from './filter/compile-filter.ts';
import { Match } from './filter/match-types.ts';
import type { ChiselHooks } from './hooks.ts';
import type { PortText } from './state/address-text.ts';
import { Event } from './state/event.ts';
import { Need } from './state/needs.ts';
import { Interest, State } from './state/state.ts';

export interface PipelineOptions {
  readonly hooks: ChiselHooks;
  readonly source: Source;
  readonly table: EventTable;
  /** The command line's filter: what it rejects, nobody sees. */
  readonly filter: CompiledFilter | undefined;
  readonly consumers: readonly Consumer[];
  /** Ends the run after this many events that passed the filter. */
  readonly maxEvents?: number;
  /** Ends the run when event time has advanced by this much since the first event that passed. */
  readonly maxDurationNs?: number;
  /** Aborting it ends the run as the end of the capture does. */
  readonly signal?: AbortSignal;
  /** Whether somebody wants to know how many events passed the filter. */
  readonly countPassed?: boolean;
  /** Whether the capture's own events pass the filter whatever it says. */
  readonly passesInternal?: boolean;
  /** Called once, before the first event, with the event that moves through the run. */
  readonly onEvent?: (event: Event) => void;
  /** How ports in the names of sockets are written, if not as numbers. */
  readonly portText?: PortText;
}

export interface PipelineResult {
  /** Events read. */
  eventCount: number;
  /** Events that passed the filter; only exact when somebody asked. */
  passedCount: number;
}

/**
 * Runs one source through state, filter and consumers, to the end of the source or of the limits.
 * An error of the source is thrown after the consumers have been told that the capture ended.
 */
export async function runPipeline(options: PipelineOptions): Promise<PipelineResult> {
  const { hooks, source, consumers } = options;
  const run = new EventLoop(options);
  try {
    await hooks.captureStart.promise(source);
    await readBlocks(options, run);
  } finally {
    const end = run.captureEnd();
    for (const consumer of consumers) await consumer.end(end);
    await hooks.captureEnd.promise(run.position());
    await source.close();
  }
  return { eventCount: run.eventCount, passedCount: run.passedCount };
}

/** What the consumers need of the state, and the filter when anybody asks what passes it. */
function unionOfNeeds(options: PipelineOptions): number {
  const { consumers, filter } = options;
  const asked = consumers.length > 0 || countsPassed(options);
  return consumers.reduce(
    (needs, consumer) => needs | consumer.needs,
    asked ? (filter?.needs ?? 0) : 0,
  );
}

/** Whether it matters how many events pass the filter. */
function countsPassed({ countPassed, maxEvents, maxDurationNs }: PipelineOptions): boolean {
  return countPassed === true || maxEvents !== undefined || maxDurationNs !== undefined;
}

async function readBlocks(options: PipelineOptions, run: EventLoop): Promise<void> {
  const { source, consumers, hooks, signal } = options;
  const next = untilAborted(source, signal);
  while (!run.finished && !signal?.aborted) {
    const item = await next();
    if (item === undefined) return;
    if (item.kind === 'section') {
      run.start(item);
      continue;
    }
    await run.feed(item);
    run.pass(item);
    for (const consumer of consumers) await consumer.blockEnd?.();
    if (hooks.block.isUsed()) await hooks.block.promise(run.position());
  }
}

/**
 * The source's `next`, which answers undefined at once when the signal aborts. One listener for the
 * whole run: racing against a promise would leave a reaction on it for every block.
 */
function untilAborted(
  source: Source,
  signal: AbortSignal | undefined,
): () => Promise<SourceItem | undefined> {
  if (!signal) return () => source.next();
  let end: ((nothing: undefined) => void) | undefined;
  signal.addEventListener('abort', () => end?.(undefined), { once: true });
  return () =>
    new Promise((resolve, reject) => {
      end = resolve;
      source.next().then(resolve, reject);
    });
}

/** What to do with an event of a type; 0 means: only count it. */
const Plan = {
  STATE: 1,
  MAY_PASS: 2,
  TEST: 4,
  STATE_FIRST: 8,
  /** A handler of the state, or a consumer, wants to know what the event changes. */
  APPLY: 16,
  DELIVER: 32,
  PASS_OVER: 64,
} as const;

/** Old and JSON forms of the events that describe containers. */
const CONTAINER_EVENTS: readonly number[] = [228, 272, 324];
const CONTAINER_JSON_EVENTS: readonly number[] = [272, 324];

/** The loop over events; the only code here that runs for each of them. */
class EventLoop {
  eventCount = 0;
  passedCount = 0;
  finished = false;
  readonly #options: PipelineOptions;
  readonly #state: State;
  readonly #event: Event;
  readonly #plans: Uint8Array;
  readonly #consumers: readonly Consumer[];
  readonly #ticking: readonly Consumer[];
  readonly #recorders: readonly Recorder[];
  readonly #idle: boolean;
  readonly #isExact: boolean;
  /** Container events at the head of a section belong to the tables and are shown to nobody. */
  #atHead = true;
  #sectionCount = 0;
  #sawFirst = false;
  #durationStarted = false;
  #durationLow = 0;
  #durationHigh = 0;
  /** Whether the event at hand came too late. */
  #pastEnd = false;
  /** How many events of the block at hand have passed. */
  #taken = 0;
  #lastLow = 0;
  #lastHigh = 0;

  constructor(options: PipelineOptions) {
    const { table, consumers, filter } = options;
    this.#options = options;
    this.#consumers = consumers;
    this.#ticking = consumers.filter((consumer) => consumer.tick !== undefined);
    this.#recorders = consumers.filter(isRecorder);
    this.#state = new State(table, unionOfNeeds(options));
    if (options.portText) this.#state.portText = options.portText;
    this.#state.isFiltered = filter !== undefined;
    this.#event = new Event(table, this.#state);
    this.#plans = createPlans(options, this.#state);
    this.#isExact = consumers.some(({ exact }) => exact === true);
    options.onEvent?.(this.#event);
    this.#idle = this.#plans.every((plan) => plan === 0) && this.#ticking.length === 0;
  }

  start(section: SectionStart): void {
    this.#state.load(section.tables);
    this.#sectionCount++;
    this.#atHead = true;
    this.#sawFirst = false;
    for (const consumer of this.#consumers) consumer.sectionStart?.(section, this.#state);
  }

  position() {
    const { tsLow, tsHigh } = this.#event;
    return { source: this.#options.source, eventCount: this.eventCount, tsLow, tsHigh };
  }

  captureEnd(): CaptureEnd {
    const { firstTsLow, firstTsHigh } = this.#event;
    return { firstTsLow, firstTsHigh, tsLow: this.#lastLow, tsHigh: this.#lastHigh };
  }

  /** Shows a block to all; undefined when that is done. */
  feed(block: EventBlock): Promise<void> | undefined {
    this.#taken = block.count;
    if (this.#idle) {
      this.eventCount += block.count;
      return undefined;
    }
    const first = this.#sawFirst && !this.#atHead ? 0 : this.#passHead(block);
    if (this.#isExact) return this.#feedExactly(block, first);
    this.#feedFrom(block, first);
    return undefined;
  }

  /** Gives a block that has passed to those who want it as it is. */
  pass(block: EventBlock): void {
    for (const consumer of this.#consumers) consumer.block?.(block, this.#taken);
  }

  #feedFrom(block: EventBlock, first: number): void {
    const { view, offsets, count } = block;
    for (let i = first; i < count; i++) {
      this.eventCount++;
      const start = offsets[i] as number;
      if (this.#ticking.length > 0) this.#tick(view, start);
      if (this.#recorders.length > 0) this.#announce(view, start);
      const plan = this.#plans[view.getUint16(start + 20, true)] as number;
      if (plan === 0) continue;
      if (plan >= Plan.PASS_OVER && this.#state.passOver(view, start, this.eventCount)) continue;
      this.#event.seek(block, i);
      this.#event.num = this.eventCount;
      this.#process(plan);
      if (this.finished) {
        this.#noteLast(view, start);
        this.#taken = this.#pastEnd ? i : i + 1;
        return;
      }
    }
    if (count > 0) this.#noteLast(view, offsets[count - 1] as number);
  }

  /** As `#feedFrom`, but waits where a consumer asks for it; intervals end when the event is known. */
  async #feedExactly(block: EventBlock, first: number): Promise<void> {
    const { view, offsets, count } = block;
    for (let i = first; i < count && !this.#isOver; i++) {
      this.eventCount++;
      const start = offsets[i] as number;
      this.#noteLast(view, start);
      if (this.#recorders.length > 0) this.#announce(view, start);
      const plan = this.#plans[view.getUint16(start + 20, true)] as number;
      this.#event.seek(block, i);
      this.#event.num = this.eventCount;
      const arrives = plan !== 0 && this.#arrives(plan);
      for (const consumer of this.#ticking) {
        const wait = consumer.tick?.(this.#event.tsLow, this.#event.tsHigh, this.eventCount);
        if (wait) await wait;
      }
      const seen = arrives && ((plan & Plan.DELIVER) === 0 || (await this.#deliverExactly()));
      if (seen && (plan & Plan.STATE) !== 0) this.#state.finish(this.#event);
      if (!seen) this.#reject();
      this.#taken = this.#pastEnd ? i : i + 1;
    }
  }

  get #isOver(): boolean {
    return this.finished || this.#options.signal?.aborted === true;
  }

  #noteLast(view: DataView, start: number): void {
    this.#lastLow = view.getUint32(start, true);
    this.#lastHigh = view.getUint32(start + 4, true);
  }

  /** Takes one event through state and filter to the consumers. */
  #process(plan: number): void {
    const seen = this.#arrives(plan) && ((plan & Plan.DELIVER) === 0 || this.#deliver());
    if (!seen) this.#reject();
    else if ((plan & Plan.STATE) !== 0) this.#state.finish(this.#event);
  }

  #reject(): void {
    if (this.#pastEnd) return;
    for (const recorder of this.#recorders) recorder.reject(this.#event);
  }

  /** Takes one event through state and filter; false when nobody is to see it. */
  #arrives(plan: number): boolean {
    const event = this.#event;
    const state = this.#state;
    const withState = (plan & Plan.STATE) !== 0;
    if (withState) state.prepare(event);
    const passesEarly = (plan & Plan.STATE_FIRST) !== 0 || this.#passes(plan);
    if (!passesEarly) {
      if (withState) state.reject(event);
      return false;
    }
    if ((plan & Plan.APPLY) !== 0 && !state.apply(event)) return false;
    return (plan & Plan.STATE_FIRST) === 0 || this.#passes(plan);
  }

  #passes(plan: number): boolean {
    if ((plan & Plan.MAY_PASS) === 0) return false;
    return (plan & Plan.TEST) === 0 || (this.#options.filter as CompiledFilter).test(this.#event);
  }

  /** Shows the event to all who want it; false when it is not to be seen. */
  #deliver(): boolean {
    if (!this.#isSeen()) return false;
    const event = this.#event;
    for (let i = 0; i < this.#consumers.length; i++) {
      const consumer = this.#consumers[i] as Consumer;
      if (wants(consumer, event.typeId)) void consumer.accept(event);
    }
    return true;
  }

  /** As `#deliver`; a consumer that ends the run leaves the event unseen by those behind it. */
  async #deliverExactly(): Promise<boolean> {
    if (!this.#isSeen()) return false;
    for (const consumer of this.#consumers) {
      if (!wants(consumer, this.#event.typeId)) continue;
      const wait = consumer.accept(this.#event);
      if (wait) await wait;
      if (this.#options.signal?.aborted) break;
    }
    return true;
  }

  /** Whether the event at hand is shown at all, which counts it. */
  #isSeen(): boolean {
    if ((this.#event.dumpFlags & DumpFlag.STATE_ONLY) !== 0 || this.#durationReached())
      return false;
    this.passedCount++;
    if (this.passedCount === this.#options.maxEvents) this.finished = true;
    return true;
  }

  #durationReached(): boolean {
    const limitNs = this.#options.maxDurationNs;
    if (limitNs === undefined) return false;
    const { tsLow, tsHigh } = this.#event;
    if (!this.#durationStarted) {
      this.#durationStarted = true;
      this.#durationLow = tsLow;
      this.#durationHigh = tsHigh;
      return false;
    }
    if (nsBetween(this.#durationLow, this.#durationHigh, tsLow, tsHigh) < limitNs) return false;
    this.finished = true;
    this.#pastEnd = true;
    return true;
  }

  #announce(view: DataView, start: number): void {
    const low = view.getUint32(start, true);
    const high = view.getUint32(start + 4, true);
    for (const recorder of this.#recorders) recorder.before(low, high);
  }

  #tick(view: DataView, start: number): void {
    const low = view.getUint32(start, true);
    const high = view.getUint32(start + 4, true);
    for (let i = 0; i < this.#ticking.length; i++) {
      void (this.#ticking[i] as Required<Consumer>).tick(low, high, this.eventCount);
    }
  }

  /** Applies the container events at the head of a section; returns where the others begin. */
  #passHead(block: EventBlock): number {
    const event = this.#event;
    let i = 0;
    for (; i < block.count; i++) {
      event.seek(block, i);
      if (!this.#sawFirst && !CONTAINER_JSON_EVENTS.includes(event.typeId)) {
        this.#sawFirst = true;
        event.firstTsLow = event.tsLow;
        event.firstTsHigh = event.tsHigh;
      }
      if (!this.#atHead || !CONTAINER_EVENTS.includes(event.typeId)) break;
      // Those of later sections have no number, as in the reference.
      if (this.#sectionCount <= 1) this.eventCount++;
      event.num = this.eventCount;
      this.#state.prepare(event);
      this.#state.apply(event);
      this.#reject();
    }
    if (i < block.count) this.#atHead = false;
    return i;
  }
}

function createPlans(options: PipelineOptions, state: State): Uint8Array {
  const plans = new Uint8Array(0x10000);
  const known = options.table.types.length;
  for (let id = 0; id < known; id++) plans[id] = planOf(id, options, state);
  return plans.fill(planOf(known, options, state), known);
}

function planOf(id: number, options: PipelineOptions, state: State): number {
  const { table } = options;
  const interest = state.interest[id];
  const wanted = isWanted(id, options);
  const used = isUsed(id, options, state);
  if (interest === Interest.NONE && !used) return 0;
  const match = matchOf(id, options);
  let plan = match === Match.NEVER ? 0 : Plan.MAY_PASS;
  if (match === Match.MAYBE) plan |= Plan.TEST;
  if (interest !== Interest.NONE || (state.needs & Need.THREADS) !== 0) plan |= Plan.STATE;
  if (wanted) plan |= Plan.DELIVER;
  if (plan & Plan.STATE && used) plan |= Plan.APPLY;
  // Enter and exit belong together: when one of them is wanted, the state must see both.
  if (!used && !isUsed(id ^ 1, options, state)) plan |= Plan.PASS_OVER;
  const late = ((table.types[id]?.flags ?? 0) & EventFlag.MODIFIES_STATE) !== 0;
  return late ? plan | Plan.STATE_FIRST : plan;
}

function isUsed(id: number, options: PipelineOptions, state: State): boolean {
  const handled = state.interest[id] === Interest.HANDLED;
  return handled || isWanted(id, options) || options.consumers.some(isRecorder);
}

function isRecorder(consumer: Consumer): consumer is Recorder {
  return 'reject' in consumer;
}

/** Whether somebody would see an event of this type, if it passes. */
function isWanted(id: number, options: PipelineOptions): boolean {
  if (matchOf(id, options) === Match.NEVER) return false;
  return countsPassed(options) || options.consumers.some((consumer) => wants(consumer, id));
}

function matchOf(id: number, { table, filter, passesInternal }: PipelineOptions): number {
  const isInternal = table.types[id]?.category === 'internal';
  if (filter === undefined || (passesInternal === true && isInternal)) return Match.ALWAYS;
  return filter.types[id] ?? Match.MAYBE;
}

function wants(consumer: Consumer, id: number): boolean {
  const wanted = consumer.types[id];
  return wanted === undefined ? consumer.wantsUnknown : wanted !== 0;
}
