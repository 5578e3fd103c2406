import {
  EventFlag,
  EventTable,
  type EventType,
  type ParamType,
} from '@chisel/core/event/event-table.ts';
import { syscallsOf } from '@chisel/core/event/syscalls.ts';
import syscalls from '@chisel/core/event/syscall-table.json' with { type: 'json' };
import calls from './calls.json' with { type: 'json' };
import { conversionNumber } from './flag-conversions.ts';
import { MAX_NUMBERS } from '../layout.ts';
import { exitFillers, fillers, paramKinds, type ParamKind } from './param-kinds.ts';
import { MAX_PLAIN } from '../layout.ts';

/** How the kernel side makes one param, as a param_rule. */
export interface ParamRule {
  readonly kind: ParamKind;
  readonly arg: number;
  readonly other: number;
  readonly bytes: number;
  readonly extra: number;
}

/** How it makes an event, as an event_rule. */
export interface EventRule {
  readonly type: number;
  readonly filler: number;
  readonly count: number;
  /** Of events that are filled in as a whole, none. */
  readonly params: readonly ParamRule[];
  /** Of an exit with the result 0: its thread, or what its thread runs, did not begin the call. */
  readonly aloneAtZero: boolean;
}

/** The events of a system call, by its 64-bit number, or by that which it has here alone. */
export interface CallRule {
  readonly number: number;
  readonly name: string;
  /** Undefined for a call that only has an event when it ends. */
  readonly enter: EventRule | undefined;
  readonly exit: EventRule;
}

interface SyscallRow {
  readonly code: number;
  readonly name: string;
  readonly nr?: number;
  readonly event?: number;
}

/** The code of calls that an edition has no code for: sysdig 0.29.3 crashes on one it does not know. */
const UNKNOWN_CALL = 0;

/** Calls that the classic vocabulary knows by an older event, and the row of calls.json that fits it. */
const classicEvents: Readonly<Record<string, { readonly event: number; readonly row: string }>> = {
  dup: { event: 124, row: 'dup' },
  dup2: { event: 124, row: 'dup' },
  dup3: { event: 124, row: 'dup' },
  pipe2: { event: 60, row: 'pipe' },
  accept4: { event: 248, row: 'accept4' },
  eventfd2: { event: 62, row: 'eventfd2 (old)' },
  signalfd4: { event: 126, row: 'signalfd' },
  inotify_init1: { event: 138, row: 'inotify_init' },
  umount2: { event: 258, row: 'umount2' },
  bpf: { event: 296, row: 'bpf (old)' },
};

/** The rules of every system call there is, and of every number that none has, in the words of an edition. */
export function createCallRules(table: EventTable): CallRule[] {
  const known = knownCallRules(table);
  const numbers = new Set(known.map(({ number }) => number));
  const others = Array.from({ length: MAX_NUMBERS }, (_, number) => number).filter(
    (number) => !numbers.has(number),
  );
  return [...known, ...others.map((number) => namelessCallRule(table, number, number))];
}

/** The rule of a number that no call has: its events tell the number. */
export function namelessCallRule(
  table: EventTable,
  number: number,
  nativeNumber: number,
): CallRule {
  const name = `call ${String(nativeNumber)}`;
  return callRule(number, name, keptRules(table, genericRules(table, name, nativeNumber)));
}

function knownCallRules(table: EventTable): CallRule[] {
  const newest = table.edition === 'newest';
  return (syscalls as SyscallRow[]).flatMap((row) => {
    if (row.nr === undefined) return [];
    const known = newest ? row.event : knownEvent(table, row);
    const older = known === undefined ? classicEvents[row.name] : undefined;
    const id = known ?? older?.event;
    const rules =
      id === undefined
        ? genericRules(table, row.name, row.nr)
        : ownRules(table, older?.row ?? row.name, id);
    const call = callRule(row.nr, row.name, keptRules(table, rules));
    return { ...call, exit: wholeRule(table, row, rules.enterId + 1) ?? call.exit };
  });
}

/** Rules of a call that no 64-bit program has; without an event that the edition knows, generic ones. */
export function otherCallRule(
  table: EventTable,
  name: string,
  { number, nativeNumber, event, row }: OtherCall,
): CallRule {
  const hasOwn = event !== undefined && row !== undefined && table.types[event]?.known;
  const rules = hasOwn ? ownRules(table, row, event) : genericRules(table, name, nativeNumber);
  return callRule(number, name, keptRules(table, rules));
}

/** Without what the edition does not know. */
function keptRules({ edition }: EventTable, rules: RulesOfCall): RulesOfCall {
  const kept = edition === 'newest' ? rules.exitParams.length : rules.kept;
  return { ...rules, exitParams: rules.exitParams.slice(0, kept) };
}

/** What there is to know of such a call. */
export interface OtherCall {
  /** Where its rules are. */
  readonly number: number;
  /** What the program calls it by. */
  readonly nativeNumber: number;
  /** The enter event, and the row of calls.json that fits it. */
  readonly event: number | undefined;
  readonly row: string | undefined;
}

function callRule(number: number, name: string, rules: RulesOfCall): CallRule {
  const enterParams = rules.enterParams.slice(0, rules.enterKept);
  return {
    number,
    name,
    enter: rules.hasEnter ? rule(rules.enterId, enterParams) : undefined,
    exit: rule(rules.enterId + 1, rules.exitParams),
  };
}

function knownEvent(table: EventTable, { event }: SyscallRow): number | undefined {
  return event !== undefined && table.types[event]?.known ? event : undefined;
}

/** Params of execve that the kernel side knows; the newest table has one more, a copy of the enter's. */
const MOST_KNOWN = 30;

interface RulesOfCall {
  readonly enterId: number;
  readonly hasEnter: boolean;
  readonly enterParams: ParamRule[];
  readonly exitParams: ParamRule[];
  /** How many of the params the edition knows. */
  readonly enterKept: number;
  readonly kept: number;
}

function genericRules(table: EventTable, name: string, number: number): RulesOfCall {
  const row = (syscalls as SyscallRow[]).find((known) => known.name === name);
  const isKnown = row !== undefined && syscallsOf(table.edition)[row.code] !== undefined;
  const code = isKnown ? row.code : UNKNOWN_CALL;
  const id: ParamRule = { kind: 'const', arg: 0, other: 0, bytes: 2, extra: code };
  return {
    enterId: 0,
    hasEnter: true,
    enterParams: [id, { ...id, extra: number }],
    exitParams: [id, { ...id, extra: number }],
    enterKept: 2,
    kept: 1,
  };
}

/** Rules from the row in calls.json, whose words stand for the params in their order. */
function ownRules(table: EventTable, name: string, enterId: number): RulesOfCall {
  const [enterWords, exitWords] = wordsOf(name);
  const newest = new EventTable('newest');
  const enterParams = paramRules(enterWords, newest.typeOf(enterId));
  const exitParams = paramRules(exitWords, newest.typeOf(enterId + 1), enterWords);
  return {
    enterId,
    hasEnter: (newest.typeOf(enterId).flags & EventFlag.UNUSED) === 0,
    enterParams,
    exitParams,
    enterKept: table.typeOf(enterId).params.length,
    kept: table.typeOf(enterId + 1).params.length,
  };
}

function wordsOf(name: string): [enter: string[], exit: string[]] {
  const row = (calls as unknown as Record<string, readonly [string, string]>)[name];
  if (!row) throw new Error(`calls.json has no ${name}`);
  return [row[0].split(' ').filter(Boolean), row[1].split(' ').filter(Boolean)];
}

/** Params of the exit that have no words of their own are those of the enter with the same name. */
function paramRules(words: string[], type: EventType, enterWords: string[] = []): ParamRule[] {
  const enter = new EventTable('newest').typeOf(type.id - 1);
  return type.params.flatMap((param, i) => {
    const same = enter.params.findIndex(({ name }) => name === param.name);
    const word = words[i] ?? enterWords[same];
    return word === undefined ? [] : [paramRule(word, param)];
  });
}

const widths: Readonly<Record<string, number>> = {
  UINT8: 1,
  INT8: 1,
  FLAGS8: 1,
  ENUMFLAGS8: 1,
  SIGTYPE: 1,
  UINT16: 2,
  INT16: 2,
  FLAGS16: 2,
  ENUMFLAGS16: 2,
  SYSCALLID: 2,
  UINT32: 4,
  INT32: 4,
  FLAGS32: 4,
  ENUMFLAGS32: 4,
  UID: 4,
  GID: 4,
  MODE: 4,
  SIGSET: 4,
  BOOL: 4,
};
const texts = new Set(['CHARBUF', 'FSPATH', 'FSRELPATH']);
const signedTypes = new Set(['FD', 'PID', 'ERRNO', 'INT64']);
const unsigned: Readonly<Record<number, ParamKind>> = { 1: 'u8', 2: 'u16', 4: 'u32', 8: 'u64' };

/** Kinds whose value is converted by the table of the param's flags. */
const converting = new Set<string>([
  'flags',
  'flagsAt',
  'openFlags',
  'openFlagsAt',
  'quotaCommand',
  'quotaType',
  'quotaFormat',
  'semaphoreFlags',
  'optionLevel',
  'optionName',
]);

/** `0`: that argument, as the param's type wants it; `kind:a,b`: a kind with its numbers. */
function paramRule(word: string, { type, flagTable }: ParamType): ParamRule {
  const [first = '', numbers = ''] = word.split(':');
  const bytes = widths[type] ?? 8;
  const table = flagTable === undefined ? -1 : conversionNumber(flagTable.name);
  if (/^\d+$/.test(first)) {
    const kind = table >= 0 ? 'flags' : argumentKind(type, bytes);
    return { kind, arg: Number(first), other: Math.max(table, 0), bytes, extra: 0 };
  }
  const kind = paramKinds.find((known) => known === first);
  if (kind === undefined) throw new Error(`calls.json has ${first}, which is no kind of param`);
  const [arg = 0, second = 0] = numbers.split(',').map(Number);
  const other = converting.has(kind) ? table : second;
  return { kind, arg, other, bytes, extra: kind === 'const' ? arg : second };
}

function argumentKind(type: string, bytes: number): ParamKind {
  if (texts.has(type)) return 'text';
  return signedTypes.has(type) ? 's32' : (unsigned[bytes] as ParamKind);
}

/** The rule of an exit that a program of its own fills in. */
function wholeRule(table: EventTable, { name }: SyscallRow, type: number): EventRule | undefined {
  const index = exitFillers.findIndex(({ calls }) => calls.includes(name));
  if (index < 0) return undefined;
  const count = Math.min(table.typeOf(type).params.length, MOST_KNOWN);
  return { type, filler: fillers.length + index, count, params: [], aloneAtZero: true };
}

/** The event is filled in by the first program that knows the kinds of all its params. */
function rule(type: number, params: readonly ParamRule[]): EventRule {
  const isPlain = params.length <= MAX_PLAIN;
  const filler = fillers.findIndex(
    ({ kinds }, number) => (number > 0 || isPlain) && params.every(({ kind }) => kinds.has(kind)),
  );
  if (filler < 0) throw new Error(`no filler knows all params of event ${String(type)}`);
  return { type, filler, count: params.length, params, aloneAtZero: false };
}
