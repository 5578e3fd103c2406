/**
 * The guest's side of the crossing; runs inside the isolate, before and around the author's code. It takes
 * the place of the SDK's `host.ts`: the SDK imports `host`, the runtime calls the other exports, and
 * the author's code can import neither. Everything of the language that it uses later is taken now:
 * what the author does to prototypes and globals changes only the author's own results.
 */

import { ask, connect, limitAsking, OutOfTime, startAsking } from '@chisel/isolate/guest/ask.ts';
import { attachBatches, openBatch, walkBatch } from '@chisel/isolate/guest/batches.ts';
import type { Column } from '@chisel/isolate/guest/columns.ts';
import {
  floodFault,
  isFlooded,
  Kind,
  limitOutput,
  takeReport,
  write,
  type Fault,
} from '@chisel/isolate/guest/output.ts';
import { currentNum, place } from '@chisel/isolate/guest/place.ts';
import { dictionaryNumber } from '@chisel/isolate/guest/texts.ts';
import { createBatchFace, type BatchFace } from './batch-face.ts';
import { messageOf } from './message-of.ts';
import { readArgs } from './read-args.ts';
import type { Setup } from './setup.ts';

type Handler = (...args: unknown[]) => unknown;

const { create, defineProperty, freeze } = Object;
const { parse, stringify } = JSON;
const Int = BigInt;
const RealError = Error;

let json = false;
let live = false;
let terminal = false;
let width = 0;

/** What the SDK writes to. */
export const host = freeze({
  print: (piece: string): void => write(Kind.PRINT, `${piece}`),
  table: (piece: string): void => write(Kind.TABLE, `${piece}`),
  emit: (piece: string): void => write(Kind.EMIT, `${piece}`),
  ask: askHost,
  get json() {
    return json;
  },
  get live() {
    return live;
  },
  get terminal() {
    return terminal;
  },
  get width() {
    return width;
  },
});

/** Called by the host when the chisel has any permission to ask with. */
export { connect };

const granted = create(null) as Record<string, boolean>;
let started = false;

/** The host has no answer to what was not granted; the check here only says so in words. */
function askHost(question: string, permission: string, detail: unknown): unknown {
  if (!started) throw new RealError(`${question} is not there before onStart`);
  if (granted[question] !== true) {
    throw new RealError(`${question} needs the permission ${permission} in chisel.json`);
  }
  return ask(question, detail, toError);
}

const toError = (message: string): Error => new RealError(message);

/** What was printed since the last report; asked for when a call was cut short. */
export function takeOutput() {
  return takeReport(undefined);
}

// ---- batches -----------------------------------------------------------------------------------

let setup: Setup;
let event: unknown;
let face: BatchFace | undefined;
let createFace: () => BatchFace;

/** Makes the readers of all columns; called once, before the author's code. */
export function attach(setupText: string, ...buffers: SharedArrayBuffer[]): void {
  setup = parse(setupText) as Setup;
  ({ json, live, terminal, width } = setup.config);
  limitOutput(setup.outputChars);
  for (let i = 0; i < setup.questions.length; i++) granted[setup.questions[i] as string] = true;
  const columns = attachBatches(setup, buffers);
  const shape = create(null) as object;
  for (let i = 0; i < columns.length; i++) {
    const { name } = setup.layout.columns[i] as { name: string };
    const { read } = columns[i] as Column;
    defineProperty(shape, name, { get: read, enumerable: true });
  }
  event = freeze(create(freeze(shape)) as object);
  createFace = () => createBatchFace(setup, buffers, columns);
}

/** Runs the handlers over a batch. */
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
  startAsking();
  try {
    openBatch(slot, startsDictionary, dictionaryCount, ownCount, dictionaryText, ownText);
    walkBatch(slot, rows, marks, {
      onRow: onEvent && showEvent,
      onRows: onBatch && showRows,
      onMark: fireInterval,
    });
  } catch (error) {
    return takeReport(describe(error));
  }
  return takeReport(floodFault());
}

function showEvent(): void {
  const result = (onEvent as Handler)(event, run);
  if (result !== undefined) refuse(result);
}

/** What a handler of batches prints belongs to the last of their events. */
function showRows(slot: number, from: number, to: number): void {
  face ??= createFace();
  face.show(slot, from, to, dictionaryNumber());
  place.num = place.rowNums[to - 1] as number;
  const result = (onBatch as Handler)(face.batch, run);
  if (result !== undefined) refuse(result);
}

function fireInterval(tsLow: number, tsHigh: number, lengthNs: number): void {
  if (onInterval === undefined) return;
  const timeNs = Int(tsHigh) * 4294967296n + Int(tsLow);
  const result = onInterval(freeze({ timeNs, lengthNs }), run);
  if (result !== undefined) refuse(result);
}

/** Handlers can't wait: the next event would overtake them. */
function refuse(result: unknown): void {
  if (typeof result === 'object' && result !== null && 'then' in result) {
    throw new RealError('handlers can not be async');
  }
}

// ---- the chisel --------------------------------------------------------------------------------

let definition: Record<string, unknown> | undefined;
let onStart: Handler | undefined;
let onEvent: Handler | undefined;
let onBatch: Handler | undefined;
let onInterval: Handler | undefined;
let onEnd: Handler | undefined;
let run: unknown;

/** Takes the author's definition; called by the main module. */
export function adopt(value: unknown): void {
  if (typeof value !== 'object' || value === null) {
    throw new RealError(
      'its default export is not a chisel: write export default defineChisel({…})',
    );
  }
  definition = value as Record<string, unknown>;
  onStart = handler('onStart');
  onEvent = handler('onEvent');
  onBatch = handler('onBatch');
  onInterval = handler('onInterval');
  onEnd = handler('onEnd');
  if (onEvent && onBatch)
    throw new RealError('it has both onEvent and onBatch: one gets the events');
}

function handler(name: string): Handler | undefined {
  const value = (definition as Record<string, unknown>)[name];
  if (value === undefined || typeof value === 'function') return value as Handler | undefined;
  throw new RealError(`${name} is not a function`);
}

/** What the chisel declares, as JSON; undefined when its module has not come to its end. */
export function declared(): string | undefined {
  if (definition === undefined) return undefined;
  const { filter, fields, args, intervalSeconds, refreshSeconds } = definition;
  return stringify({ filter, fields, args, intervalSeconds, refreshSeconds });
}

/** Gives the chisel its arguments and calls `onStart`. */
export function start() {
  place.num = 0;
  started = true;
  limitAsking(setup.timeMs);
  try {
    run = freeze({ args: readArgs(definition?.['args'], setup.config.args), json, live });
    const result = onStart?.(run);
    if (result !== undefined) refuse(result);
  } catch (error) {
    return takeReport(describe(error));
  }
  return takeReport(floodFault());
}

/** Tells the chisel that the capture ended with event `lastNum`. */
export function end(afterLast: number) {
  place.num = afterLast;
  startAsking();
  try {
    const result = onEnd?.(run);
    if (result !== undefined) refuse(result);
  } catch (error) {
    return takeReport(describe(error));
  }
  return takeReport(floodFault());
}

/** A thrown value in words; the author may have made it to deceive, so nothing it says is trusted. */
function describe(error: unknown): Fault {
  const kind = isFlooded() ? 'output' : error instanceof OutOfTime ? 'time' : 'threw';
  const fault = { kind, message: 'unknown error', num: currentNum() };
  try {
    fault.message = messageOf(error);
  } catch {
    fault.message = 'it threw something that can not be shown';
  }
  return fault;
}
