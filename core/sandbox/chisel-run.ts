import { BatchBuilder } from '../batch/batch-builder.ts';
import type { NamedField } from '../batch/batch-layout.ts';
import type { Batch } from '../batch/batch.ts';
import type { CaptureEnd, Consumer } from '../consumer.ts';
import type { ChiselError } from '../errors/chisel-error.ts';
import { nowMs } from '../output/now-ms.ts';
import type { Event } from '../state/event.ts';
import type { Declared } from './check-definition.ts';
import { GuestRunner } from './guest-runner.ts';
import { commonSpan, isInSpan, NO_TIME } from '../event/time-span.ts';
import { createClock, type IntervalClock } from './interval-clock.ts';
import { OutputMerger, type OutputSink } from './output-merger.ts';
import type { GuestWishes } from './guest-report.ts';
import type { Limits, Runtime, StartGuest } from './runtime.ts';

/** Output that waits for other chisels, in characters, after which all are sent what they have. */
const MAX_HELD_CHARS = 1 << 20;
/** Rows wait at most this long before they are sent, so that slow sources are seen in time. */
const MAX_WAIT_MS = 100;

/** Event types are numbers of 16 bits. */
const EVENT_IDS = 1 << 16;

/** A compiled filter, as far as a chisel needs it. */
export interface EventTest {
  readonly needs: number;
  /** By event id: 0 no event of the type matches, 2 each does, 1 `test` says. */
  readonly types: Uint8Array;
  test(event: Event): boolean;
  /** As `CompiledFilter.fdGate`. */
  readonly fdGate?: Consumer['fdGate'];
  /** As `CompiledFilter.syscalls` and `CompiledFilter.succeeded`. */
  readonly syscalls?: Consumer['syscalls'];
  readonly succeeded?: Consumer['succeeded'];
}

/** One chisel, ready to run. */
export interface ChiselSpec {
  readonly name: string;
  /** How it holds text. */
  readonly text: Runtime['text'];
  readonly start: StartGuest;
  readonly limits: Limits;
  /** Its text identifies the filter: chisels with equal texts and fields share their rows. */
  readonly filterText: string;
  readonly filter: EventTest | undefined;
  /** What it sees of an event: the names as the manifest has them. */
  readonly fields: readonly NamedField[];
  /** What its manifest declares, where that is more than filter and fields. */
  readonly declared?: Declared;
  /** What it needs of the state besides fields and filter. */
  readonly needs?: number;
  /** It has seen another capture before: its intervals go on from there. */
  readonly goesOn?: boolean;
  /** Present: it sees each event before the next is decoded, and may change what it wants. */
  readonly exact?: ExactSpec;
}

/** What an exact chisel needs at each of its events. */
export interface ExactSpec {
  compileFilter(text: string): EventTest;
  /** Whether the run waits at each of its events, and not only where an interval ends. */
  readonly atEvents: boolean;
}

export interface ChiselRunOptions {
  /** In the order of the command line. */
  readonly chisels: readonly ChiselSpec[];
  readonly sink: OutputSink;
  /** Called when a chisel is ended; the others go on. */
  readonly onFailure: (chisel: string, error: ChiselError) => void;
  /** A chisel wants this command line to be run when the run is over. */
  readonly onNextRun?: (words: string) => void;
}

/**
 * All chisels of a run. Chisels with equal filters and fields are one consumer of the pipeline:
 * their rows are made once and copied to each.
 */
export class ChiselRun {
  readonly consumers: readonly Consumer[];
  /** Aborted when no chisel is left, or one ends the run. */
  readonly signal: AbortSignal;
  readonly onNextRun: ChiselRunOptions['onNextRun'];
  readonly #groups: readonly ChiselGroup[];
  readonly #sink: OutputSink;
  readonly #merger: OutputMerger;
  readonly #abort = new AbortController();
  #left: number;
  #num = 0;

  constructor({ chisels, sink, onFailure, onNextRun }: ChiselRunOptions) {
    this.onNextRun = onNextRun;
    this.#sink = sink;
    this.#merger = new OutputMerger(chisels.length, sink);
    this.#left = chisels.length;
    this.signal = this.#abort.signal;
    const fail = (chisel: string, error: ChiselError): void => {
      this.#merger.release();
      onFailure(chisel, error);
      this.leave();
    };
    this.#groups = groupEqual(chisels).map((members) => new ChiselGroup(members, this, fail));
    this.consumers = this.#groups;
  }

  get merger(): OutputMerger {
    return this.#merger;
  }

  /** The last event that reached any chisel. */
  get num(): number {
    return this.#num;
  }

  /** Loads all chisels; to be awaited before the first event. */
  async ready(): Promise<void> {
    await Promise.all(this.#groups.map((group) => group.ready()));
    this.#merger.release();
  }

  /** What to wait for when the reader of the output is behind. */
  drained(): Promise<void> | undefined {
    return this.#sink.drained?.();
  }

  /** Notes how far the run has come. */
  advance(num: number): void {
    if (num > this.#num) this.#num = num;
  }

  /** Sends off all rows when the output of one chisel waits for another for too long. */
  relieve(): void {
    if (this.#merger.heldChars < MAX_HELD_CHARS) return;
    for (const group of this.#groups) group.flush();
  }

  async endGuest(runner: GuestRunner, end: CaptureEnd): Promise<void> {
    await runner.end({ ...end, num: this.#num });
  }

  /** A chisel takes no more events; the run ends with the last one. */
  leave(): void {
    if (--this.#left === 0) this.#abort.abort();
  }

  /** Ends the run with the event at hand. */
  endCapture(): void {
    this.#abort.abort();
  }
}

interface Member {
  readonly index: number;
  readonly spec: ChiselSpec;
}

class ChiselGroup implements Consumer {
  readonly name: string;
  readonly needs: number;
  readonly types: Uint8Array;
  readonly wantsUnknown: boolean;
  readonly exact: Consumer['exact'];
  readonly fdGate: Consumer['fdGate'];
  readonly syscalls: Consumer['syscalls'];
  readonly succeeded: Consumer['succeeded'];
  tick?: (tsLow: number, tsHigh: number, num: number) => void | Promise<void>;
  quiet = NO_TIME;
  hasEndedRun = false;
  readonly #run: ChiselRun;
  readonly #builder: BatchBuilder;
  readonly #runners: readonly { runner: GuestRunner; index: number }[];
  readonly #readers = new Map<Batch, number>();
  readonly #exactSpec: ExactSpec | undefined;
  readonly #goesOn: boolean;
  #intervalEnded = false;
  #filter: EventTest | undefined;
  #num = 0;
  #sealedAtMs = 0;

  constructor(
    members: readonly Member[],
    run: ChiselRun,
    onFailure: (chisel: string, error: ChiselError) => void,
  ) {
    const { filter, fields, exact, needs = 0, goesOn = false } = (members[0] as Member).spec;
    this.name = members.map(({ spec }) => spec.name).join(', ');
    this.needs = fields.reduce(
      (bits, { bound }) => bits | bound.needs,
      needs | (filter?.needs ?? 0),
    );
    this.exact = exact && (exact.atEvents ? 'events' : 'ticks');
    this.#goesOn = goesOn;
    this.fdGate = filter?.fdGate;
    this.syscalls = filter?.syscalls;
    this.succeeded = filter?.succeeded;
    this.#exactSpec = exact;
    this.types = new Uint8Array(EVENT_IDS);
    for (let id = 0; id < EVENT_IDS; id++) {
      this.types[id] = filter?.types[id] === 0 && !this.exact ? 0 : 1;
    }
    this.wantsUnknown = true;
    this.#filter = filter;
    this.#run = run;
    this.#builder = new BatchBuilder(fields, (batch) => this.#send(batch));
    this.#runners = members.map((member) => this.#start(member, onFailure));
  }

  async ready(): Promise<void> {
    await Promise.all(this.#runners.map(({ runner }) => runner.loaded));
    this.#setClocks(this.#goesOn);
  }

  accept(event: Event): void | Promise<void> {
    const filter = this.#filter;
    if (filter !== undefined && filter.types[event.typeId] !== 2) {
      if (filter.types[event.typeId] === 0 || !filter.test(event)) return undefined;
    }
    this.#num = event.num;
    this.#builder.add(event);
    return this.#exactSpec?.atEvents ? this.#settle() : undefined;
  }

  blockEnd(): Promise<void> | undefined {
    this.#run.advance(this.#num);
    if (nowMs() - this.#sealedAtMs > MAX_WAIT_MS) this.flush();
    this.#reportIdle();
    this.#run.relieve();
    return this.#wait();
  }

  async end(end: CaptureEnd): Promise<void> {
    this.#run.advance(this.#num);
    this.flush();
    await Promise.all(this.#runners.map(({ runner }) => this.#run.endGuest(runner, end)));
    this.#run.merger.release();
  }

  flush(): void {
    this.#sealedAtMs = nowMs();
    this.#builder.seal(Math.max(this.#num, this.#run.num));
  }

  /** An exact guest may set its intervals later: then their clocks run from the next event on. */
  #setClocks(running = false): void {
    const intervals = new Set(this.#runners.map(({ runner }) => runner.intervalNs ?? 0));
    intervals.delete(0);
    if (intervals.size === 0 && !this.exact) return;
    const clocks = [...intervals].map((ns) => this.#createClock(ns, running));
    this.quiet = NO_TIME;
    this.tick = (tsLow, tsHigh, num) => {
      for (const clock of clocks) {
        if (!isInSpan(clock.quiet, tsLow, tsHigh)) clock.tick(tsLow, tsHigh, num);
      }
      this.quiet = commonSpan(clocks.map((clock) => clock.quiet));
      if (!this.#intervalEnded) return undefined;
      this.#intervalEnded = false;
      return this.exact ? this.#settle() : undefined;
    };
  }

  #createClock(intervalNs: number, running: boolean): IntervalClock {
    return createClock(intervalNs, running, (num, tsLow, tsHigh) => {
      this.#builder.mark(num, tsLow, tsHigh, intervalNs);
      this.#intervalEnded = true;
      this.#num = num;
    });
  }

  /** Sends off what there is and waits until the guests have seen it. */
  async #settle(): Promise<void> {
    this.flush();
    for (const { runner } of this.#runners) await runner.drain();
    await this.#run.drained();
  }

  #grant({ endsCapture, exitCode, nextRun, filterText, intervalNs }: GuestWishes): void {
    if (endsCapture) {
      this.hasEndedRun = true;
      this.#run.endCapture();
    }
    if (exitCode !== undefined) this.#run.leave();
    if (nextRun !== undefined) this.#run.onNextRun?.(nextRun);
    if (!this.#exactSpec) return;
    if (filterText !== undefined) {
      this.#filter = filterText === '' ? undefined : this.#exactSpec.compileFilter(filterText);
    }
    if (intervalNs !== undefined) this.#setClocks(true);
  }

  #start(
    { index, spec }: Member,
    onFailure: (chisel: string, error: ChiselError) => void,
  ): { runner: GuestRunner; index: number } {
    const { merger } = this.#run;
    const runner = new GuestRunner({
      ...spec,
      layout: this.#builder.layout,
      onReport: (report, through) => {
        merger.add(index, report, through);
        merger.release();
      },
      onFailure: (error) => onFailure(spec.name, error),
      onWishes: (wishes) => this.#grant(wishes),
      onCopied: (batch) => this.#copied(batch),
    });
    return { runner, index };
  }

  #send(batch: Batch): void {
    this.#sealedAtMs = nowMs();
    this.#readers.set(batch, this.#runners.length);
    for (const { runner } of this.#runners) runner.feed(batch);
  }

  #copied(batch: Batch): void {
    const left = (this.#readers.get(batch) ?? 1) - 1;
    this.#readers.set(batch, left);
    if (left > 0) return;
    this.#readers.delete(batch);
    this.#builder.recycle(batch);
  }

  /** A guest that has nothing to do has seen all that came so far. */
  #reportIdle(): void {
    if (!this.#builder.isEmpty) return;
    for (const { runner, index } of this.#runners) {
      if (runner.isIdle) this.#run.merger.add(index, undefined, this.#run.num);
    }
    this.#run.merger.release();
  }

  #wait(): Promise<void> | undefined {
    const rooms = this.#runners.map(({ runner }) => runner.ready());
    const waits = [...rooms, this.#run.drained()].filter((wait) => wait !== undefined);
    return waits.length === 0 ? undefined : Promise.all(waits).then(() => undefined);
  }
}

function groupEqual(chisels: readonly ChiselSpec[]): Member[][] {
  const groups = new Map<string, Member[]>();
  chisels.forEach((spec, index) => {
    const alone = spec.exact || spec.needs ? index : undefined;
    const fields = spec.fields.map(({ name }) => name);
    const key = JSON.stringify([spec.filterText, fields, spec.text, alone]);
    const members = groups.get(key);
    if (members) members.push({ index, spec });
    else groups.set(key, [{ index, spec }]);
  });
  return [...groups.values()];
}
