import './clock.ts';
import { attachBatches, openBatch, walkBatch } from '@chisel/isolate/guest/batches.ts';
import {
  floodFault,
  isFlooded,
  limitOutput,
  takeReport,
  type Fault,
} from '@chisel/isolate/guest/output.ts';
import { currentNum, place } from '@chisel/isolate/guest/place.ts';
import type { BatchSetup } from '@chisel/isolate/guest/setup.ts';
import { keepChunk } from '../compiled/kept-chunks.ts';
import type { LuaSource } from '../vm/lua-vm.ts';
import { ask, connect, limitAsking, OutOfTime, startAsking } from '@chisel/isolate/guest/ask.ts';
import { createSession } from './create-session.ts';
import { EventWalk } from './event-walk.ts';
import { isTable, readScript } from './read-script.ts';
import { readView } from './read-view.ts';
import { callCaptureEnd, callCaptureStart, callInit, giveArguments } from './script-calls.ts';
import type { Session } from './session.ts';
import type { CaptureFacts, ChiselSetup, ScriptFacts } from './setup.ts';
import { joinArguments } from './split-arguments.ts';
import { bigTime } from './times.ts';
import { ScriptExit } from './world.ts';

/** What the host calls, inside the isolate. Scripts can't reach any of it. */

export { connect };

/** What is printed before the first event belongs to these. */
const INIT_NUM = -1;
const START_NUM = 0;
/** Chisels that may be put in each other's place. */
const MAX_REPLACEMENTS = 16;
const NS_PER_S = 1_000_000_000n;

let session: Session;
let script: ScriptFacts;
let walk: EventWalk | undefined;

interface Step {
  readonly value?: string;
  readonly fault?: Fault;
  /** The script has ended itself. */
  readonly exitCode?: number;
}

/** Compiles modules for all scripts to come; before the guest's snapshot is made. */
export function keepModules(sourcesText: string): void {
  for (const source of JSON.parse(sourcesText) as LuaSource[]) keepChunk(source);
}

/** Runs the script; gives ScriptFacts. */
export function load(setupText: string, sourceText: string): Step {
  const setup = JSON.parse(setupText) as ChiselSetup;
  limitOutput(setup.outputChars);
  limitAsking(setup.timeMs);
  place.num = INIT_NUM;
  return step(() => {
    start(setup, setup.name, JSON.parse(sourceText) as LuaSource);
    return script;
  });
}

function start(setup: ChiselSetup, name: string, source: LuaSource): void {
  session = createSession(source, setup, name);
  script = readScript(session.vm);
}

/** Runs a script only to read what it says of itself; gives ScriptFacts, with its view if it is one. */
export function describe(setupText: string, sourceText: string): Step {
  const setup = JSON.parse(setupText) as ChiselSetup;
  limitOutput(setup.outputChars);
  limitAsking(setup.timeMs);
  place.num = INIT_NUM;
  return step(() => {
    start(setup, setup.name, JSON.parse(sourceText) as LuaSource);
    const { vm } = session;
    const view = vm.get(vm.globals, 'view_info');
    return { ...script, view: isTable(vm, view) ? readView(vm, view) : undefined };
  });
}

export function setArguments(word: string): Step {
  return step(() => giveArguments(session, script.args, word));
}

/** Calls `on_init`, in the chisel's replacements too; gives ChiselWants. */
export function init(filter: string): Step {
  place.num = INIT_NUM;
  session.phase = 'init';
  session.runFilter = filter;
  return step(() => {
    if (!script.isRunnable) throw new Error('it has no table args, so it is no chisel');
    callInit(session);
    for (let i = 0; session.replacement !== undefined; i++) {
      if (i === MAX_REPLACEMENTS) throw new Error('chisel.exec goes in circles');
      replace(session.replacement);
    }
    return session.wants;
  }, true);
}

function replace({ name, args }: { name: string; args: readonly string[] }): void {
  const source = ask<LuaSource>('chisel', name, (message) => new Error(message));
  const { runFilter } = session;
  start(session.setup, name, source);
  session.runFilter = runFilter;
  giveArguments(session, script.args, joinArguments(args));
  callInit(session);
}

/** Calls `on_capture_start`; gives ChiselWants. */
export function captureStart(factsText: string): Step {
  place.num = START_NUM;
  session.facts = JSON.parse(factsText) as CaptureFacts;
  session.phase = 'start';
  return step(() => {
    callCaptureStart(session);
    return session.wants;
  }, true);
}

/** Makes ready for batches of these columns; `exact` is known by now. */
export function attach(setupText: string, exact: boolean, ...buffers: SharedArrayBuffer[]): void {
  const setup = JSON.parse(setupText) as BatchSetup;
  const columns = attachBatches(setup, buffers, (text) => session.vm.intern(text));
  const names = setup.layout.columns.map(({ name }) => name);
  session.facts = { ...(session.facts as CaptureFacts), exact };
  session.attach(names, columns);
  walk = new EventWalk(session);
}

/** Shows a batch to the script. */
export function feed(
  slot: number,
  rows: number,
  marks: number,
  startsDictionary: boolean,
  dictionaryCount: number,
  ownCount: number,
  dictionaryText: string,
  ownText: string,
) {
  const events = walk as EventWalk;
  if (events.isOver) return takeReport(undefined);
  startAsking();
  try {
    openBatch(slot, startsDictionary, dictionaryCount, ownCount, dictionaryText, ownText);
    session.vm.protect(() => walkBatch(slot, rows, marks, events));
  } catch (error) {
    const fault = failure(error, events);
    return { ...takeReport(fault), wishes: events.takeWishes() };
  }
  return { ...takeReport(floodFault()), wishes: events.takeWishes() };
}

/** The fault of an error in an event; the script still sees the end of the capture, as in the reference. */
function failure(error: unknown, events: EventWalk): Fault | undefined {
  const fault = faultOf(error, 'threw');
  const { low, high } = events.stop();
  if (error instanceof ScriptExit) {
    events.exitCode = error.code;
    return undefined;
  }
  if (isFlooded() || error instanceof OutOfTime) return fault;
  place.num = fault.num;
  finish(
    BigInt(ask<string>('firstEventTs', '', (message) => new Error(message))),
    bigTime(low, high),
  );
  return fault;
}

/** Calls `on_capture_end`. Time stamps of the first and the last event come in halves. */
export function end(
  afterLast: number,
  firstLow: number,
  firstHigh: number,
  low: number,
  high: number,
) {
  place.num = afterLast;
  startAsking();
  try {
    if (walk?.exitCode === undefined) {
      const last = walk?.endedAt ?? bigTime(low, high);
      callEnd(bigTime(firstLow, firstHigh), last);
    }
  } catch (error) {
    if (!(error instanceof ScriptExit)) return takeReport(faultOf(error, 'threw'));
  }
  const { nextRun } = session;
  return { ...takeReport(floodFault()), wishes: nextRun === undefined ? undefined : { nextRun } };
}

function callEnd(first: bigint, last: bigint): void {
  session.phase = 'end';
  const delta = BigInt.asIntN(64, last - first);
  callCaptureEnd(session, [Number(last / NS_PER_S), Number(last % NS_PER_S), Number(delta)]);
}

/** The end after a failure: what goes wrong in it is no news. */
function finish(first: bigint, last: bigint): void {
  try {
    callEnd(first, last);
  } catch {
    session.phase = 'end';
  }
}

/** What was printed since the last report. */
export function takeOutput() {
  return takeReport(undefined);
}

function step(body: () => unknown, endsAfterFailure = false): Step {
  startAsking();
  try {
    const value = body();
    const fault = floodFault();
    return fault ? { fault } : { value: JSON.stringify(value ?? null) };
  } catch (error) {
    if (error instanceof ScriptExit) return { exitCode: error.code };
    const fault = faultOf(error, 'load');
    if (endsAfterFailure && !(error instanceof OutOfTime)) finish(0n, 0n);
    return { fault };
  }
}

function faultOf(error: unknown, kind: string): Fault {
  const message = error instanceof Error ? error.message : String(error);
  const cause = error instanceof OutOfTime ? 'time' : kind;
  return { kind: isFlooded() ? 'output' : cause, message, num: currentNum() };
}
