import { nsBetween } from './bytes/words.ts';
import type { CaptureEnd, Consumer, Recorder } from './consumer.ts';
import { DumpFlag, type EventBlock } from './event/event-block.ts';
import { TYPE } from './event/event-header.ts';
import type { EventTable } from './event/event-table.ts';
import type { Demand, SectionStart, Source } from './event/source.ts';
import { commonSpan, firstOutside, NO_TIME } from './event/time-span.ts';
import type { CompiledFilter } from './filter/compile-filter.ts';
import type { ChiselHooks } from './hooks.ts';
import {
  countsPassed,
  createDemand,
  createOpenPlaces,
  createPlans,
  createSifted,
  createSyscalls,
  isAnnounced,
  isRecorder,
  mayWant,
  Plan,
  unionOfNeeds,
  wants,
} from './plans.ts';
import type { PortText } from './state/address-text.ts';
import { Event } from './state/event.ts';
import { Shorthand, SKIP_ENTER, SKIP_EXIT } from './state/sift/shorthand.ts';
import { Sift } from './state/sift/sift.ts';
import { SiftFds } from './state/sift/sift-fds.ts';
import { BY_MARK, EXIT, isNoted, kindOf, REJECTS, Sifted } from './state/sift/sift-plan.ts';
import { State } from './state/state.ts';
import { createBreather, untilAborted } from './turns.ts';

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
    source.demand?.(run.demand());
    await hooks.captureStart.promise(source);
    await readBlocks(options, run);
  } finally {
    source.leave?.(run.taken);
    const end = run.captureEnd();
    for (const consumer of consumers) await consumer.end(end);
    await hooks.captureEnd.promise(run.position());
    await source.close();
  }
  return { eventCount: run.eventCount, passedCount: run.passedCount };
}

async function readBlocks(options: PipelineOptions, run: EventLoop): Promise<void> {
  const { source, consumers, hooks, signal } = options;
  const next = untilAborted(source, signal);
  const breathe = createBreather();
  while (!run.finished) {
    await breathe();
    if (signal?.aborted) return;
    run.taken = 0;
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
    run.forgetEnded();
  }
}

/** After so many events it is weighed whether noting transfers pays: above this share of all events. */
const NOTING_TRIAL = 400_000;
const NOTING_PAYS = 0.1;

/** Old and JSON forms of the events that describe containers. */
const CONTAINER_EVENTS: readonly number[] = [228, 272, 324];
const CONTAINER_JSON_EVENTS: readonly number[] = [272, 324];

/** The loop over events; the only code here that runs for each of them. */
class EventLoop {
  eventCount = 0;
  passedCount = 0;
  finished = false;
  /** How many events of the block at hand have passed. */
  taken = 0;
  readonly #options: PipelineOptions;
  readonly #state: State;
  readonly #event: Event;
  readonly #plans: Uint8Array;
  readonly #sifted: Uint8Array;
  readonly #sift: Sift;
  readonly #siftFds: SiftFds;
  readonly #consumers: readonly Consumer[];
  readonly #ticking: readonly Consumer[];
  readonly #recorders: readonly Recorder[];
  readonly #announced: readonly Required<Recorder>[];
  readonly #idle: boolean;
  readonly #exact: Consumer['exact'];
  /** Container events at the head of a section belong to the tables and are shown to nobody. */
  #atHead = true;
  #mayNote: boolean;
  #sectionCount = 0;
  #sawFirst = false;
  /** What the filter said of the event at hand. */
  #passed = false;
  readonly #test: CompiledFilter['test'];
  #durationStarted = false;
  #durationLow = 0;
  #durationHigh = 0;
  /** Whether the event at hand came too late. */
  #pastEnd = false;
  #lastLow = 0;
  #lastHigh = 0;

  constructor(options: PipelineOptions) {
    const { table, consumers, filter } = options;
    this.#options = options;
    this.#test = filter?.test ?? (() => true);
    this.#consumers = consumers;
    this.#ticking = consumers.filter((consumer) => consumer.tick !== undefined);
    this.#recorders = consumers.filter(isRecorder);
    this.#announced = this.#recorders.filter(isAnnounced);
    this.#state = new State(table, unionOfNeeds(options));
    if (options.portText) this.#state.portText = options.portText;
    this.#state.isFiltered = filter !== undefined;
    this.#event = new Event(table, this.#state);
    this.#plans = createPlans(options, this.#state);
    this.#sifted = createSifted(options, this.#state, this.#plans);
    const { threads } = this.#state;
    const shorthand = new Shorthand((tid) => threads.get(tid) !== undefined);
    this.#siftFds = new SiftFds(shorthand, threads, createOpenPlaces(table));
    const syscalls = createSyscalls(options);
    this.#sift = new Sift(this.#sifted, syscalls, shorthand, this.#siftFds, this.#state);
    this.#mayNote = this.#sifted.some(isNoted);
    this.#state.useShorthand(shorthand, this.#mayNote);
    const exact = new Set(consumers.map((consumer) => consumer.exact));
    this.#exact = exact.has('events') ? 'events' : exact.has('ticks') ? 'ticks' : undefined;
    options.onEvent?.(this.#event);
    this.#idle = consumers.length === 0 && !countsPassed(options);
  }

  demand(): Demand {
    return createDemand(this.#options, this.#state, this.#sifted);
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

  /** Threads that have ended without the state having been told go. */
  forgetEnded(): void {
    const { threads } = this.#state;
    const ended = this.#options.source.ended?.(threads.values()) ?? [];
    for (const { tid } of ended) threads.remove(tid, false);
  }

  /** Shows a block to all; undefined when that is done. */
  feed(block: EventBlock): Promise<void> | undefined {
    if (this.#idle) {
      this.eventCount += block.count;
      this.taken = block.count;
      return undefined;
    }
    this.taken = this.#sawFirst && !this.#atHead ? 0 : this.#passHead(block);
    if (this.#exact === 'events') return this.#feedExactly(block, this.taken, block.count);
    if (this.#exact === 'ticks') return this.#feedFromTickToTick(block, this.taken);
    this.#feedFrom(block, this.taken, block.count);
    return undefined;
  }

  /** Gives a block that has passed to those who want it as it is. */
  pass(block: EventBlock): void {
    for (const consumer of this.#consumers) consumer.block?.(block, this.taken);
  }

  /** Shows the events from `first` on and before `end`. */
  #feedFrom(block: EventBlock, first: number, end: number): void {
    const { view, offsets } = block;
    const sifted = this.#sifted;
    const firstNum = this.eventCount - first + 1;
    let tickAt = this.#quietTo(block, first, end);
    for (let i = first; i < end && !this.finished; i++) {
      if (i === tickAt) {
        this.#tick(view, offsets[i] as number, firstNum + i);
        tickAt = this.#quietTo(block, i + 1, end);
      }
      const to = this.#announced.length > 0 ? i + 1 : tickAt;
      if (this.#announced.length > 0) this.#announce(view, offsets[i] as number);
      const type = view.getUint16((offsets[i] as number) + TYPE, true);
      if (sifted[type] !== Sifted.TAKE) i = this.#sift.next(block, i, to, firstNum);
      this.eventCount = firstNum + Math.min(i, to - 1);
      if (i < to) this.#take(block, i);
      else i = to - 1;
    }
    const seen = this.eventCount - firstNum;
    if (seen >= 0) this.#noteLast(view, offsets[seen] as number);
    this.taken = this.#pastEnd ? seen : seen + 1;
    this.#siftFds.endBlock(view);
    if (this.#mayNote && this.eventCount > NOTING_TRIAL) this.#weighNoting();
  }

  /** Keeping notes costs every event that is taken a little: where few can be noted, it does not pay. */
  #weighNoting(): void {
    this.#mayNote = false;
    if (this.#sift.notedCount > this.eventCount * NOTING_PAYS) return;
    this.#state.endTransfers();
    for (let id = 0; id < this.#sifted.length; id++) {
      if (isNoted(this.#sifted[id] as number)) this.#sifted[id] = Sifted.TAKE;
    }
  }

  #take(block: EventBlock, index: number): void {
    const event = this.#event;
    event.seek(block, index);
    event.num = this.eventCount;
    const { typeId } = event;
    this.#process(this.#plans[typeId] as number);
    const sifted = this.#sifted[typeId] as number;
    if (isNoted(sifted)) this.#mark(sifted);
  }

  /** Events like the one at hand need not be taken any more when nobody can want them. */
  #mark(sifted: number): void {
    const event = this.#event;
    if ((sifted & BY_MARK) === 0) {
      this.#state.markFd(event, 0);
      return;
    }
    const isWanted = (sifted & REJECTS) === 0 ? this.#mayBeWanted() : this.#mayPass();
    this.#state.markFd(event, isWanted ? 0 : skippedBy(event, sifted));
    if (kindOf(sifted) === Sifted.OPEN) this.#siftFds.answer(isWanted);
  }

  /** Whether another transfer through the same fd may pass the filter. */
  #mayPass(): boolean {
    const { test, fdGate } = this.#options.filter as CompiledFilter;
    if (this.#passed || fdGate === test) return this.#passed;
    return fdGate?.(this.#event) !== false;
  }

  /** Whether a consumer may want another transfer through the same fd. */
  #mayBeWanted(): boolean {
    for (let i = 0; i < this.#consumers.length; i++) {
      if (mayWant(this.#consumers[i] as Consumer, this.#event)) return true;
    }
    return false;
  }

  /** As `#feedFrom`, but waits for consumers at the events that may end an interval. */
  async #feedFromTickToTick(block: EventBlock, first: number): Promise<void> {
    for (let from = first; from < block.count && !this.#isOver;) {
      const tickAt = this.#quietTo(block, from, block.count);
      this.#feedFrom(block, from, tickAt);
      if (tickAt < block.count && !this.#isOver) await this.#feedExactly(block, tickAt, tickAt + 1);
      from = tickAt + 1;
    }
  }

  /** As `#feedFrom`, but waits where a consumer asks for it; intervals end when the event is known. */
  async #feedExactly(block: EventBlock, first: number, end: number): Promise<void> {
    const { view, offsets } = block;
    for (let i = first; i < end && !this.#isOver; i++) {
      this.eventCount++;
      const start = offsets[i] as number;
      this.#noteLast(view, start);
      if (this.#announced.length > 0) this.#announce(view, start);
      const plan = this.#plans[view.getUint16(start + TYPE, true)] as number;
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
      this.taken = this.#pastEnd ? i : i + 1;
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
    if (!seen) {
      if (this.#recorders.length > 0) this.#reject();
    } else if ((plan & Plan.STATE) !== 0) this.#state.finish(this.#event);
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
    if ((plan & Plan.MAY_PASS) === 0) this.#passed = false;
    else this.#passed = (plan & Plan.TEST) === 0 || this.#test(this.#event);
    return this.#passed;
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
      if (consumer.hasEndedRun) break;
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

  /** The first event from `from` on, and before `end`, that may end an interval; `end` when there is none. */
  #quietTo(block: EventBlock, from: number, end: number): number {
    if (this.#ticking.length === 0) return end;
    const quiet = commonSpan(this.#ticking.map((consumer) => consumer.quiet ?? NO_TIME));
    return firstOutside(quiet, block, from, end);
  }

  #announce(view: DataView, start: number): void {
    const low = view.getUint32(start, true);
    const high = view.getUint32(start + 4, true);
    for (const recorder of this.#announced) recorder.before(low, high);
  }

  #tick(view: DataView, start: number, num: number): void {
    const low = view.getUint32(start, true);
    const high = view.getUint32(start + 4, true);
    for (let i = 0; i < this.#ticking.length; i++) {
      void this.#ticking[i]?.tick?.(low, high, num);
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

/** Which transfers nobody wants when the event was not wanted: through the fd that its thread used last. */
function skippedBy(event: Event, sifted: number): number {
  if (kindOf(sifted) === Sifted.CLOSE) return 0;
  if (kindOf(sifted) === Sifted.NOTE) return (sifted & EXIT) === 0 ? SKIP_ENTER : SKIP_EXIT;
  const hasOpened = event.fd !== undefined && event.thread?.lastFd === event.first64();
  return hasOpened ? SKIP_ENTER | SKIP_EXIT : 0;
}
