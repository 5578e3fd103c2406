import assert from 'node:assert/strict';

/** What a live run of -v says of its events when it ends. */
export interface Figures {
  readonly happened: number;
  readonly lost: number;
  readonly unread: number;
  /** Why they were not read; empty when they were. */
  readonly why: string;
  /** Those that reached somebody, and those that told of losses. */
  readonly passed: number;
}

export function figuresOf(stderr: string): Figures {
  const of = (pattern: RegExp): number => Number(pattern.exec(stderr)?.[1] ?? 0);
  const lostSentence = / (\d+) of (\d+) events were lost: (.*)/.exec(stderr);
  const unreadSentence = / (\d+) of (\d+) events were not read: (.*)/.exec(stderr);
  const happened = of(/Driver Events:(\d+)/);
  const lost = of(/Driver Drops:(\d+)/);
  assert.equal(lost, Number(lostSentence?.[1] ?? 0), stderr);
  for (const sentence of [lostSentence, unreadSentence]) {
    if (sentence) assert.equal(Number(sentence[2]), happened, stderr);
  }
  const causes = lostSentence?.[3]?.matchAll(/(\d+) (?:found|happened|were)/g) ?? [];
  const byCause = [...causes].reduce((sum, [, count]) => sum + Number(count), 0);
  assert.equal(byCause, lost, stderr);
  return {
    happened,
    lost,
    unread: Number(unreadSentence?.[1] ?? 0),
    why: unreadSentence?.[3] ?? '',
    passed: of(/Captured Events: (\d+)/),
  };
}

/** What a chisel of counters.ts says at the end. */
export function countsIn(stdout: string): number[] {
  return [...stdout.matchAll(/counted (\d+)/g)].map(([, count]) => Number(count));
}
