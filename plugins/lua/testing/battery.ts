import { luajitAnswers } from './answers.ts';
import { makeSnippets } from './snippets.ts';

/** What a VM may do otherwise than LuaJIT, and why. */
export interface Allowance {
  readonly reason: string;
  readonly covers: (snippet: string, luajit: string, vm: string) => boolean;
}

const REFUSED = /-> SYNTAX /;

const allowances: readonly Allowance[] = [
  {
    reason: 'a syntax error is worded otherwise, or found at another token',
    covers: (_, luajit, vm) => REFUSED.test(luajit) && REFUSED.test(vm),
  },
  {
    reason: 'a statement may be empty or follow break, and goto is a word of its own',
    covers: (snippet, luajit, vm) =>
      /break|goto|;/.test(snippet) && REFUSED.test(luajit) !== REFUSED.test(vm),
  },
  {
    reason: 'a call that spans lines counts to its first line',
    covers: (_, luajit, vm) => vm !== luajit && withoutLine(vm) === withoutLine(luajit),
  },
  {
    reason: 'the message says at which line a metamethod is that cannot be called',
    covers: (snippet, luajit, vm) =>
      snippet.includes('setmetatable') &&
      / false "attempt to call a \w+ value"$/.test(luajit) &&
      / false "s:\d+: attempt to call /.test(vm),
  },
  {
    reason: 'LuaJIT optimizes a call away whose result nobody uses',
    covers: (_, luajit, vm) => luajit === ' -> true' && vm.includes('bad argument'),
  },
];

export interface Difference {
  readonly snippet: string;
  readonly luajit: string;
  readonly vm: string;
}

export interface Verdict {
  readonly count: number;
  readonly differences: readonly Difference[];
  /** How often each allowance was made use of. */
  readonly allowed: ReadonlyMap<string, number>;
}

/** What a VM says to each snippet; undefined to those that it leaves to another. */
export type Answer = (snippets: readonly string[]) => readonly (string | undefined)[];

/** Runs a round of snippets in LuaJIT and in a VM; undefined when there is no LuaJIT. */
export function runBattery(
  answer: Answer,
  seed: number,
  more: readonly Allowance[] = [],
): Verdict | undefined {
  const snippets = makeSnippets(seed);
  const expected = luajitAnswers(snippets);
  if (expected === undefined) return undefined;
  const answers = answer(snippets);
  const differences: Difference[] = [];
  const allowed = new Map<string, number>();
  snippets.forEach((snippet, i) => {
    const luajit = expected[i] ?? 'nothing';
    const vm = answers[i];
    if (luajit === vm || vm === undefined) return;
    const allowance = [...allowances, ...more].find(({ covers }) => covers(snippet, luajit, vm));
    if (allowance === undefined) differences.push({ snippet, luajit, vm });
    else allowed.set(allowance.reason, (allowed.get(allowance.reason) ?? 0) + 1);
  });
  const count = answers.filter((vm) => vm !== undefined).length;
  return { count, differences, allowed };
}

function withoutLine(answer: string): string {
  return answer.replace(/\bs:\d+:/g, 's:');
}
