import type { Consumer, Recorder } from './consumer.ts';
import { EventFlag, isEnter, type EventTable } from './event/event-table.ts';
import { Wanted, type Demand } from './event/source.ts';
import { syscallsOf } from './event/syscalls.ts';
import type { CompiledFilter } from './filter/compile-filter.ts';
import { Match } from './filter/match-types.ts';
import { pushDownOf } from './filter/push-down.ts';
import type { PipelineOptions } from './pipeline.ts';
import type { Event } from './state/event.ts';
import { Need } from './state/needs.ts';
import type { OpenPlaces } from './state/sift/sift-fds.ts';
import { BY_MARK, EXIT, REJECTS, Sifted, SUCCEEDED } from './state/sift/sift-plan.ts';
import { Interest } from './state/sift/notable-calls.ts';
import type { State } from './state/state.ts';

/** What the consumers need of the state, and the filter when anybody asks what passes it. */
export function unionOfNeeds(options: PipelineOptions): number {
  const { consumers, filter } = options;
  const asked = consumers.length > 0 || countsPassed(options);
  return consumers.reduce(
    (needs, consumer) => needs | consumer.needs,
    asked ? (filter?.needs ?? 0) : 0,
  );
}

/** What to do with an event of a type; 0 means: only count it. */
export const Plan = {
  STATE: 1,
  MAY_PASS: 2,
  TEST: 4,
  STATE_FIRST: 8,
  /** A handler of the state, or a consumer, wants to know what the event changes. */
  APPLY: 16,
  DELIVER: 32,
  PASS_OVER: 64,
} as const;

/** What the loop does with the events of each type: bits of `Plan`, by event id. */
export function createPlans(options: PipelineOptions, state: State): Uint8Array {
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

/** What is done with each type before the loop looks at it; see `Sift`. */
export function createSifted(
  options: PipelineOptions,
  state: State,
  plans: Uint8Array,
): Uint8Array {
  const known = options.table.types.length;
  const all = options.consumers.some(isRecorder);
  const hasTimes = showsLastCall(options, state);
  const sifted = new Uint8Array(plans.length);
  const siftOf = (id: number): number => {
    const plan = plans[id] as number;
    if (plan === 0) return Sifted.COUNT;
    const passed = hasTimes ? undefined : passedOver(id, plan, options, state);
    if (passed !== undefined) return passed;
    if (id >= known) return Sifted.TAKE;
    if (all) return state.calls.isTransfer(id) ? siftRecorded(id, options) : Sifted.TAKE;
    if (state.calls.isTransfer(id)) return siftTransfer(id, options);
    if (state.calls.opensPath(id)) return siftOpen(id, options);
    return state.calls.closesFd(id) ? siftClose(id, options) : Sifted.TAKE;
  };
  for (let id = 0; id < known; id++) sifted[id] = siftOf(id);
  return sifted.fill(siftOf(known), known);
}

/** Whether events between calls are wanted, which show the latency of their thread's last call, whichever that was. */
function showsLastCall(options: PipelineOptions, state: State): boolean {
  const isPaired = (state.needs & Need.PAIRING) === Need.PAIRING;
  return (
    isPaired &&
    options.table.types.some(({ id }) => isWanted(id, options) && state.showsLastCall(id))
  );
}

/** How events of a type are passed over, if they are. */
function passedOver(
  id: number,
  plan: number,
  options: PipelineOptions,
  state: State,
): number | undefined {
  if (plan >= Plan.PASS_OVER) return Sifted.PASS;
  if (id <= GENERIC_EXIT && canPassOver(state)) return Sifted.CALL;
  if (options.consumers.some(isRecorder)) return undefined;
  return isCommand(id, options) ? Sifted.COMMAND : undefined;
}

/** Generic events, enter and exit: their first param says which call it was. */
const GENERIC_EXIT = 1;

/** Generic events only tell in which call their thread is. */
function canPassOver({ interest }: State): boolean {
  return interest[0] !== Interest.HANDLED && interest[1] !== Interest.HANDLED;
}

/** By the number of a system call, whether somebody may want generic events about it; the last is for all others. */
export function createSyscalls(options: PipelineOptions): Uint8Array {
  const { table, filter } = options;
  const wanting = options.consumers.filter((consumer) => wants(consumer, 0) || wants(consumer, 1));
  return Uint8Array.from({ length: syscallsOf(table.edition).length + 1 }, (_, number) => {
    if (filter?.syscalls[number] === Match.NEVER) return 0;
    const isWanted =
      judgesAll(options) || wanting.some(({ syscalls }) => syscalls?.[number] !== Match.NEVER);
    return isWanted ? 1 : 0;
  });
}

/**
 * What the run wants of its source. Events that a handler of the state looks at, and their other half,
 * are wanted of all processes, those that only the filter can pass of the processes it names.
 */
export function createDemand(options: PipelineOptions, state: State, sifted: Uint8Array): Demand {
  const records = options.consumers.some(isRecorder);
  const all = wantsAll(options);
  const types = new Uint8Array(options.table.types.length);
  for (let id = 0; id < types.length; id++) {
    const isNeeded = sifted[id] !== Sifted.COUNT && sifted[id] !== Sifted.PASS;
    if (!isNeeded && !all) continue;
    const ofAll = all || isForState(id, options, state) || isForState(id ^ 1, options, state);
    types[id] = ofAll ? Wanted.ALL : Wanted.MATCHING;
  }
  const { pids, comms } = options.filter && !all ? pushDownOf(options.filter) : {};
  return {
    types,
    pids,
    comms: pids ? undefined : comms,
    entersInTime: all || records || needsEnterTimes(options, state),
    payloads: all || records || (state.needs & Need.PAYLOADS) !== 0,
    cpuUse: (state.needs & Need.CPU_USE) === Need.CPU_USE,
  };
}

/** Whether it matters for the state that is kept, or recorded. */
function isForState(id: number, options: PipelineOptions, { interest }: State): boolean {
  if (interest[id] === Interest.HANDLED) return true;
  return options.consumers.some(isRecorder) && isStateOf(id, options);
}

/** Whether somebody takes blocks as they are, or records what happens without a filter. */
function wantsAll({ consumers, filter }: PipelineOptions): boolean {
  return consumers.some((one) => one.block !== undefined || (isRecorder(one) && !filter));
}

const ENTER_TIMES = (Need.PAIRING | Need.ACTIVITY) & ~Need.THREADS;

/** Whether it matters when calls begin: somebody sees enter events, or times that are taken from them. */
function needsEnterTimes(options: PipelineOptions, state: State): boolean {
  if ((state.needs & ENTER_TIMES) !== 0) return true;
  return options.table.types.some(({ id }) => isCall(id, options) && isWanted(id, options));
}

/** Whether it is the enter event of a call: those of what merely happens have no exits. */
function isCall(id: number, { table }: PipelineOptions): boolean {
  const { flags = 0, category } = table.types[id | 1] ?? {};
  return isEnter(id) && (flags & EventFlag.UNUSED) === 0 && category !== 'internal';
}

/** Calls of `fcntl` that nobody wants to see: they only matter when they make an fd. */
function isCommand(id: number, options: PipelineOptions): boolean {
  const type = options.table.types[id];
  return type?.name === 'fcntl' && !isWanted(id, options) && !isWanted(id ^ 1, options);
}

/** Transfers are noted where a filter rejects them all, or where the marks of their fds tell. */
function siftTransfer(id: number, options: PipelineOptions): number {
  const match = matchOf(id, options);
  const pair = matchOf(id ^ 1, options);
  const isRejected = match !== Match.ALWAYS && pair !== Match.ALWAYS;
  if (!isRejected && match !== pair) return Sifted.TAKE;
  return noteOf(id, options, Sifted.NOTE);
}

/** A recorder needs the enter event of each exit that passes: only fds tell that neither will. */
function siftRecorded(id: number, options: PipelineOptions): number {
  const isJudged = matchOf(id, options) === Match.MAYBE && matchOf(id ^ 1, options) === Match.MAYBE;
  const note = isJudged ? noteOf(id, options, Sifted.NOTE) : Sifted.TAKE;
  return (note & BY_MARK) === 0 ? Sifted.TAKE : note;
}

/** The enter events of calls that open a path must not be wanted: nothing tells which of them would be. */
function siftOpen(id: number, options: PipelineOptions): number {
  const enter = noteOf(id & ~1, options, Sifted.OPEN);
  const isTaken = enter === Sifted.TAKE || (enter & BY_MARK) !== 0;
  return isTaken ? Sifted.TAKE : noteOf(id, options, Sifted.OPEN);
}

function siftClose(id: number, options: PipelineOptions): number {
  const enter = noteOf(id & ~1, options, Sifted.CLOSE);
  return enter === Sifted.TAKE ? Sifted.TAKE : noteOf(id, options, Sifted.CLOSE);
}

/** How events of a type are noted, `TAKE` when they are not. */
function noteOf(id: number, options: PipelineOptions, kind: number): number {
  const note = isEnter(id) ? kind : kind | EXIT;
  const match = matchOf(id, options);
  if (match === Match.NEVER) return note | REJECTS;
  if (match === Match.MAYBE)
    return withMarks(note | REJECTS, id, [options.filter as CompiledFilter]);
  if (judgesAll(options)) return Sifted.TAKE;
  const wanting = options.consumers.filter((consumer) => wants(consumer, id));
  return wanting.length === 0 ? note : withMarks(note, id, wanting);
}

/** `TAKE` unless something tells which events are not wanted by any of the filters. */
function withMarks(
  note: number,
  id: number,
  filters: readonly Pick<Consumer, 'fdGate' | 'succeeded'>[],
): number {
  const hasGates = filters.every(({ fdGate }) => fdGate !== undefined);
  const isOnlyError = filters.every(({ succeeded }) => succeeded?.[id] === Match.NEVER);
  if (!hasGates && !isOnlyError) return Sifted.TAKE;
  return note | (hasGates ? BY_MARK : 0) | (isOnlyError ? SUCCEEDED : 0);
}

/** Where the exit events of calls that open a path have what is kept, by id. */
export function createOpenPlaces({ types }: EventTable): (OpenPlaces | undefined)[] {
  return types.map(({ id, flags, params }) => {
    if (isEnter(id) || (flags & EventFlag.CREATES_FD) === 0) return undefined;
    const place = (wanted: string): number => params.findIndex(({ name }) => name === wanted);
    return { name: place('name'), dev: place('dev'), ino: place('ino') };
  });
}

function isUsed(id: number, options: PipelineOptions, state: State): boolean {
  const handled = state.interest[id] === Interest.HANDLED;
  return handled || isWanted(id, options) || isRecorded(id, options);
}

/** Whether a recorder may need an event of this type, also when the filter rejects it. */
function isRecorded(id: number, options: PipelineOptions): boolean {
  if (!options.consumers.some(isRecorder)) return false;
  if (isStateOf(id, options)) return true;
  return matchOf(id, options) !== Match.NEVER || matchOf(id ^ 1, options) !== Match.NEVER;
}

/** Whether events of a type change the state, or stand for a part of it. */
function isStateOf(id: number, { table }: PipelineOptions): boolean {
  const type = table.types[id];
  return ((type?.flags ?? 0) & EventFlag.MODIFIES_STATE) !== 0 || type?.category === 'internal';
}

export function isRecorder(consumer: Consumer): consumer is Recorder {
  return 'reject' in consumer;
}

/** Whether a recorder looks at the state before each event. */
export function isAnnounced(recorder: Recorder): recorder is Required<Recorder> {
  return recorder.before !== undefined;
}

/** Whether somebody would see an event of this type, if it passes. */
function isWanted(id: number, options: PipelineOptions): boolean {
  if (matchOf(id, options) === Match.NEVER) return false;
  return judgesAll(options) || options.consumers.some((consumer) => wants(consumer, id));
}

function matchOf(id: number, { table, filter, passesInternal }: PipelineOptions): number {
  const isInternal = table.types[id]?.category === 'internal';
  if (filter === undefined || (passesInternal === true && isInternal)) return Match.ALWAYS;
  return filter.types[id] ?? Match.MAYBE;
}

/** Whether a consumer wants events of a type. */
export function wants(consumer: Consumer, id: number): boolean {
  const wanted = consumer.types[id];
  return wanted === undefined ? consumer.wantsUnknown : wanted !== 0;
}

/** Whether it matters how many events pass the filter. */
export function countsPassed({ countPassed, maxEvents, maxDurationNs }: PipelineOptions): boolean {
  return countPassed === true || maxEvents !== undefined || maxDurationNs !== undefined;
}

/** Whether the filter has to judge all events that may pass it, whoever wants them. */
function judgesAll(options: PipelineOptions): boolean {
  return countsPassed(options) || options.filter?.remembers === true;
}

/** Whether a consumer that has a gate may want the event, as far as its fd tells. */
export function mayWant(consumer: Consumer, event: Event): boolean {
  return wants(consumer, event.typeId) && consumer.fdGate?.(event) !== false;
}
