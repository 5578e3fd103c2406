import assert from 'node:assert/strict';
import { EventFlag, isEnter, type EventTable } from '@chisel/core/event/event-table.ts';
import { syscallsOf } from '@chisel/core/event/syscalls.ts';
import type { ReadEvent } from '@chisel/scap/testing/read-capture.ts';
import syscallRows from '@chisel/core/event/syscall-table.json' with { type: 'json' };
import callParams from './call-params.json' with { type: 'json' };
import { isNumber, isSameValue, numberOf } from './same-value.ts';
import type { TracedCall } from './read-trace.ts';

/** How much was found to be the same. */
export interface Compared {
  calls: number;
  params: number;
}

/** Where the event of a call has another name. */
const eventNames: Readonly<Record<string, string>> = {
  pread64: 'pread',
  pwrite64: 'pwrite',
  prlimit64: 'prlimit',
};
const classicNames: Readonly<Record<string, string>> = {
  ...eventNames,
  accept4: 'accept',
  dup2: 'dup',
  dup3: 'dup',
  eventfd2: 'eventfd',
  inotify_init1: 'inotify_init',
  pipe2: 'pipe',
  rt_sigreturn: 'sigreturn',
  signalfd4: 'signalfd',
  umount2: 'umount',
};
const notCalls = new Set(['procexit', 'switch', 'signaldeliver', 'page_fault', 'drop']);
/** A call that the edition has no code for. */
const UNKNOWN = 0;
/** How strace calls one that it does not know. */
const NAMELESS_CALL = /^syscall_0x(\w+)$/;
const namesByNumber = new Map(
  syscallRows.flatMap(({ nr, name }) => (nr === undefined ? [] : [[nr.toString(16), name]])),
);
const [GENERIC_ENTER, GENERIC_EXIT] = [0, 1];
const LONGEST_NUMBER = 8;
/** How strace shows an argument that can't be compared: of a param that is an address, or what is there. */
const shownOtherwise: Readonly<Record<string, RegExp>> = { '&': /^[^\dN]/, '*': /^[^[]/ };

/** Compares the calls of one thread with its events: each is there, in order, with its params. */
export function compareCalls(
  calls: readonly TracedCall[],
  events: readonly ReadEvent[],
  table: EventTable,
): Compared {
  const expected = ({ name }: TracedCall): string => expectedName(name, table);
  const own = eventsFrom(calls[0], events, table);
  const enters = own.filter(({ type }) => isEnter(type));
  const returned = calls.filter((call) => call.returned);
  const exits = own.filter(({ type }) => !isEnter(type));
  if (isEndOnly(own.at(-1), own.at(-2), table)) exits.pop();
  // A thread that is ended in a call leaves it without strace being told.
  const isEnded = calls.at(-1)?.returned === false;
  if (isEnded) exits.splice(returned.length, 1);
  // One that is ended while it waits for strace to look at a call does not begin the call.
  const announced = calls.filter((call) => hasEnter(expected(call), table));
  const begun = isEnded && enters.length < announced.length ? announced.slice(0, -1) : announced;
  const shown = (event: ReadEvent): string => nameOf(event, table);
  assert.deepEqual(enters.map(shown), begun.map(expected), 'calls that begin');
  const ended = returned.map((call) =>
    call.result === 0n ? asEnded(expected(call)) : expected(call),
  );
  assert.deepEqual(exits.map(shown), ended, 'calls that end');
  let params = 0;
  begun.forEach((call, i) => (params += compareParams(call, enters[i] as ReadEvent, table)));
  returned.forEach((call, i) => {
    const exit = exits[i] as ReadEvent;
    params += compareResult(call, exit) + compareParams(call, exit, table);
  });
  return { calls: calls.length, params };
}

/** A thread that is ended on its way into a call leaves it without having begun it, and strace may not be told. */
function isEndOnly(
  last: ReadEvent | undefined,
  before: ReadEvent | undefined,
  table: EventTable,
): boolean {
  if (last === undefined || isEnter(last.type) || !hasEnter(nameOf(last, table), table))
    return false;
  return before?.type !== last.type - 1;
}

/** A program that another has become ends the call as an execve, whatever began it. */
function asEnded(name: string): string {
  return name === 'execveat' ? 'execve' : name;
}

/** Some calls only have an event when they end. */
function hasEnter(name: string, { types }: EventTable): boolean {
  const exit = types.findLast((type) => type.known && type.name === name && !isEnter(type.id));
  return exit === undefined || ((types[exit.id - 1]?.flags ?? 0) & EventFlag.UNUSED) === 0;
}

function expectedName(told: string, { edition }: EventTable): string {
  const call = namesByNumber.get(NAMELESS_CALL.exec(told)?.[1] ?? '') ?? told;
  const name = edition === 'classic' ? (classicNames[call] ?? call) : (eventNames[call] ?? call);
  const isKnown = name !== call || syscallsOf(edition).some((row) => row?.name === name);
  return isKnown ? name : (syscallsOf(edition)[UNKNOWN]?.name ?? '');
}

/**
 * A thread begins with the end of the call that made it, and one that strace made does what strace's
 * own program does before it becomes the other.
 */
function eventsFrom(
  first: TracedCall | undefined,
  events: readonly ReadEvent[],
  table: EventTable,
): ReadEvent[] {
  const own = events.filter(({ type }) => !notCalls.has(table.typeOf(type).name));
  const start = own.findIndex(
    (event) =>
      isEnter(event.type) && (first?.name !== 'execve' || nameOf(event, table) === 'execve'),
  );
  return start < 0 ? [] : own.slice(start);
}

function nameOf({ type, params }: ReadEvent, table: EventTable): string {
  if (type !== GENERIC_ENTER && type !== GENERIC_EXIT) return table.typeOf(type).name;
  const code = Number(numberOf(params[0] ?? ''));
  return syscallsOf(table.edition)[code]?.name ?? `code ${String(code)}`;
}

/** The first param of an exit is what the call returned. */
function compareResult({ result, line }: TracedCall, { type, params }: ReadEvent): number {
  const [shown] = params;
  if (result === undefined || shown === undefined || type === GENERIC_EXIT) return 0;
  if (shown.length > LONGEST_NUMBER) return 0;
  assert.ok(isNumber(shown, result), `result ${String(numberOf(shown))} of ${line}`);
  return 1;
}

/** Compares what both show, and returns how much that was. */
function compareParams(
  { name, args, line }: TracedCall,
  event: ReadEvent,
  table: EventTable,
): number {
  const { params } = table.typeOf(event.type);
  let count = 0;
  wordsOf(name).forEach((words, at) => {
    words.forEach((told, index) => {
      const [, kind = '', word = ''] = /^([&*]?)(.*)$/.exec(told) ?? [];
      const number = params.findIndex((param) => param.name === word);
      const [param, value, text] = [params[number], event.params[number], args[at]];
      if (param === undefined || value === undefined || text === undefined) return;
      if (shownOtherwise[kind]?.test(text)) return;
      const same = isSameValue(param, value, text, index, words.length);
      if (same === undefined) return;
      const shown = Buffer.from(value, 'latin1').toString('hex');
      assert.ok(same, `${word}=${shown} in event ${String(event.type)} of ${line.slice(0, 2000)}`);
      count++;
    });
  });
  return count;
}

/** For each argument of a call, which params tell it. */
function wordsOf(call: string): string[][] {
  const row = (callParams as Readonly<Record<string, string>>)[call] ?? '';
  return row.split(' ').map((words) => words.split(','));
}
