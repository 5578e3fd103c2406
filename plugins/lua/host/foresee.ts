import { luaWords, type LuaWord } from './lua-words.ts';

/** What a script may do while events are read, as far as its text tells. */
export interface Foresight {
  /** It may ask for tables or change what it wants at an event: the run must wait for it at each. */
  readonly exact: boolean;
  /** The same only where an interval ends, which asks about the event at hand. */
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
const OBSCURE = /^(_G|getfenv|setfenv|loadstring|load|dofile|loadfile|debug)$/;
const API = /^(sysdig|chisel|evt)$/;
const ROOTS = ['on_event', 'on_interval'];
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
  const hot = reachable(bodies);
  const names = new Set(hot.flatMap((words) => words.map(({ text }) => text)));
  const intervals = reachable(bodies, ['on_interval']);
  const unclear = hot.some(isUnclear);
  const has = (pattern: RegExp): boolean => [...names].some((name) => pattern.test(name));
  const mentioned = new Set(all.flatMap((words) => words.map(({ text }) => text)));
  const everywhere = (pattern: RegExp): boolean =>
    [...mentioned].some((name) => pattern.test(name));
  return {
    exact: unclear || has(TABLES) || has(CHANGES),
    exactAtIntervals: intervals.some(mentionsEvent),
    endsCapture: unclear || names.has('end_capture'),
    readsTables: everywhere(TABLES),
    hiddenFields: Object.keys(hiddenFields)
      .filter((name) => mentioned.has(name))
      .map((name) => hiddenFields[name] as string),
  };
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

/** The bodies that may run at an event; those without a name may be called from anywhere. */
function reachable(
  bodies: readonly Body[],
  roots: readonly string[] = ROOTS,
): (readonly LuaWord[])[] {
  const isRoot = ({ name }: Body): boolean => name === undefined || roots.includes(name);
  const reached = new Set(bodies.filter(isRoot));
  let size = -1;
  while (size !== reached.size) {
    size = reached.size;
    const names = new Set([...reached].flatMap(({ words }) => words.map(({ text }) => text)));
    for (const body of bodies) {
      if (body.name !== undefined && names.has(body.name)) reached.add(body);
    }
  }
  return [...reached].map(({ words }) => words);
}

function mentionsEvent(words: readonly LuaWord[]): boolean {
  return words.some(({ kind, text }) => kind === 'name' && text === 'evt');
}

/** Whether the API may be reached in a way that its names don't show. */
function isUnclear(words: readonly LuaWord[]): boolean {
  return words.some(({ kind, text }, i) => {
    if (kind !== 'name') return false;
    if (OBSCURE.test(text)) return words[i - 1]?.text !== '.' && words[i - 1]?.text !== ':';
    if (!API.test(text) || words[i - 1]?.text === '.') return false;
    return words[i + 1]?.text !== '.' || words[i + 2]?.kind !== 'name';
  });
}
