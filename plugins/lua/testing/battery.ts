import type { CreateLuaVm } from '../vm/lua-vm.ts';
import { luajitAnswers, vmAnswers } from './answers.ts';
import { makeSnippets } from './snippets.ts';

/** What a VM may do otherwise than LuaJIT, and why. */
interface Allowance {
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

/** Runs a round of snippets in LuaJIT and in a VM; undefined when there is no LuaJIT. */
export function runBattery(create: CreateLuaVm, seed: number): Verdict | undefined {
  const snippets = makeSnippets(seed);
  const expected = luajitAnswers(snippets);
  if (expected === undefined) return undefined;
  const answers = vmAnswers(create, snippets);
  const differences: Difference[] = [];
  const allowed = new Map<string, number>();
  snippets.forEach((snippet, i) => {
    const luajit = expected[i] ?? 'nothing';
    const vm = answers[i] ?? 'nothing';
    if (luajit === vm) return;
    const allowance = allowances.find(({ covers }) => covers(snippet, luajit, vm));
    if (allowance === undefined) differences.push({ snippet, luajit, vm });
    else allowed.set(allowance.reason, (allowed.get(allowance.reason) ?? 0) + 1);
  });
  return { count: snippets.length, differences, allowed };
}

function withoutLine(answer: string): string {
  return answer.replace(/\bs:\d+:/g, 's:');
}
