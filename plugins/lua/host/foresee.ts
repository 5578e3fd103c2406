import { rowFields } from '../guest/row-fields.ts';
import { luaWords, type LuaWord } from './lua-words.ts';

/** What a script may do while events are read, as far as its text tells. */
export interface Foresight {
  /** It may ask for tables or change what it wants at an event: the run must wait for it at each. */
  readonly exact: boolean;
  /** The same only where an interval ends, or more is asked there of the event at hand than its time. */
  readonly exactAtIntervals: boolean;
  /** It may end the capture: no other chisel may be ahead of it. */
  readonly endsCapture: boolean;
  /** It asks for threads, fds or containers at some time. */
  readonly readsTables: boolean;
  /** Fields behind functions of `evt` that it mentions. */
  readonly hiddenFields: readonly string[];
}

const TABLES = /^get_(thread_table\w*|container_table)$/;
const CHANGES = /^(set_filter|request_field|set_event_formatter|set_(precise_)?interval_n?s|exec)$/;
/** What can reach the API under another name. */
const OBSCURE: ReadonlySet<string> = new Set(
  '_G getfenv setfenv loadstring load dofile loadfile debug'.split(' '),
);
const API: ReadonlySet<string> = new Set(['sysdig', 'chisel']);
/** What `evt` tells of any event without the run waiting at it. */
const OF_EACH_ROW = /^get_(num|ts)$/;
const hiddenFields: Readonly<Record<string, string>> = {
  get_type: 'evt.type',
  get_cpuid: 'evt.cpu',
};

/**
 * Reads what a script and its modules may do at an event: all names in the functions that `on_event` and
 * `on_interval` mention, directly or not, wherever these are. It errs on the side of waiting.
 */
export function foresee(sources: Iterable<string>): Foresight {
  const all = [...sources].map(luaWords);
  const bodies = all.flatMap(functionsOf);
  const atEvents = reachable(bodies, 'on_event');
  const atIntervals = reachable(bodies, 'on_interval');
  const either = [atEvents, atIntervals];
  const mentioned = namesIn(all.flat());
  const rowHandles = handlesOfRowFields(all);
  return {
    exact: mayAskOrChange(atEvents) || all.some(renamesCalls),
    exactAtIntervals:
      mayAskOrChange(atIntervals) ||
      atIntervals.bodies.some(({ words }) => asksOfEvent(words, rowHandles)),
    endsCapture: either.some((one) => isUnclear(one) || one.names.has('end_capture')),
    readsTables: has(mentioned, TABLES),
    hiddenFields: Object.keys(hiddenFields)
      .filter((name) => mentioned.has(name))
      .map((name) => hiddenFields[name] as string),
  };
}

function mayAskOrChange(reached: Reached): boolean {
  return isUnclear(reached) || has(reached.names, TABLES) || has(reached.names, CHANGES);
}

function isUnclear({ bodies }: Reached): boolean {
  return bodies.some(({ words }) => words.some((word, i) => isObscure(words, word, i)));
}

function namesIn(words: readonly LuaWord[]): Set<string> {
  const names = new Set<string>();
  for (const { text } of words) names.add(text);
  return names;
}

function has(names: ReadonlySet<string>, pattern: RegExp): boolean {
  for (const name of names) if (pattern.test(name)) return true;
  return false;
}

interface Body {
  /** Undefined: it has no name to be called by. */
  readonly name: string | undefined;
  readonly words: readonly LuaWord[];
}

/** The bodies of all functions of a source, with those inside them. */
function functionsOf(words: readonly LuaWord[]): Body[] {
  const bodies: Body[] = [];
  const open: { name: string | undefined; from: number; depth: number }[] = [];
  let depth = 0;
  words.forEach((word, i) => {
    if (word.kind !== 'name') return;
    if (word.text === 'function') open.push({ name: nameOf(words, i), from: i, depth });
    if (OPENERS.has(word.text)) depth++;
    if (CLOSERS.has(word.text)) depth--;
    const last = open.at(-1);
    if (last === undefined || !CLOSERS.has(word.text) || depth !== last.depth) return;
    bodies.push({ name: last.name, words: words.slice(last.from, i) });
    open.pop();
  });
  return bodies;
}

const OPENERS = new Set(['function', 'do', 'if', 'repeat']);
const CLOSERS = new Set(['end', 'until']);

/** `function a.b:c(`, `c = function(`: the last part of the name. */
function nameOf(words: readonly LuaWord[], at: number): string | undefined {
  let i = at + 1;
  let name: string | undefined;
  while (words[i] !== undefined && words[i]?.text !== '(') {
    if (words[i]?.kind === 'name') name = words[i]?.text;
    i++;
  }
  if (name !== undefined) return name;
  const isAssigned = words[at - 1]?.text === '=' && words[at - 2]?.kind === 'name';
  return isAssigned ? words[at - 2]?.text : undefined;
}

/** The bodies that may run, and all that they mention. */
interface Reached {
  readonly bodies: readonly Body[];
  readonly names: ReadonlySet<string>;
}

/** What may run when a callback does; bodies without a name may be called from anywhere. */
function reachable(all: readonly Body[], root: string): Reached {
  const byName = Map.groupBy(all, ({ name }) => name);
  const names = new Set<string>();
  const bodies = new Set<Body>();
  const waiting = [...(byName.get(undefined) ?? []), ...(byName.get(root) ?? [])];
  for (let body = waiting.pop(); body; body = waiting.pop()) {
    if (bodies.has(body)) continue;
    bodies.add(body);
    for (const { text } of body.words) {
      if (names.has(text)) continue;
      names.add(text);
      waiting.push(...(byName.get(text) ?? []));
    }
  }
  return { bodies: [...bodies], names };
}

/** Variables that hold nothing but a field that each row has. */
function handlesOfRowFields(sources: readonly (readonly LuaWord[])[]): ReadonlySet<string> {
  const handles = new Set<string>();
  const others = new Set<string>();
  for (const words of sources) {
    words.forEach(({ kind, text }, i) => {
      if (kind !== 'name' || words[i + 1]?.text !== '=' || words[i + 2]?.text === '=') return;
      const [call, field, end] = [words.slice(i + 2, i + 6), words[i + 6], words[i + 7]];
      const isRequest = call.map((word) => word.text).join('') === 'chisel.request_field(';
      const isRowField = field?.kind === 'text' && rowFields.has(field.text) && end?.text === ')';
      (isRequest && isRowField ? handles : others).add(text);
    });
  }
  return handles.difference(others);
}

/** Whether a function that the run must wait for is kept under another name, and may be called by it. */
function renamesCalls(words: readonly LuaWord[]): boolean {
  return words.some(({ text }, i) => {
    if (words[i - 1]?.text !== '.' || !API.has(words[i - 2]?.text ?? '')) return false;
    const next = words[i + 1];
    const isCalled = next?.kind === 'text' || next?.text === '(' || next?.text === '{';
    return !isCalled && (TABLES.test(text) || CHANGES.test(text));
  });
}

/** Whether words ask of the event at hand what not every row says. */
function asksOfEvent(words: readonly LuaWord[], rowHandles: ReadonlySet<string>): boolean {
  return words.some(({ kind, text }, i) => {
    if (kind !== 'name' || text !== 'evt') return false;
    const [dot, name, bracket, handle, end] = words.slice(i + 1, i + 6).map((word) => word.text);
    if (dot !== '.' || name === undefined) return true;
    if (OF_EACH_ROW.test(name)) return false;
    const isRead = name === 'field' && bracket === '(' && end === ')';
    return !isRead || !rowHandles.has(handle ?? '');
  });
}

/** Whether a word may be a way to the API that its names don't show; `evt` only answers. */
function isObscure(words: readonly LuaWord[], { kind, text }: LuaWord, i: number): boolean {
  if (kind !== 'name') return false;
  if (OBSCURE.has(text)) return words[i - 1]?.text !== '.' && words[i - 1]?.text !== ':';
  if (!API.has(text) || words[i - 1]?.text === '.') return false;
  return words[i + 1]?.text !== '.' || words[i + 2]?.kind !== 'name';
}
