import { compilePart } from '@chisel/core/filter/compile-filter.ts';
import type { CheckedNode } from '@chisel/core/filter/check-filter.ts';
import type { EventTest } from '@chisel/core/filter/match-types.ts';
import type { Event } from '@chisel/core/state/event.ts';

/** A part of a filter, and how many events it has been asked about. */
export interface CountedPart {
  readonly checked: CheckedNode;
  readonly children: readonly CountedPart[];
  readonly test: EventTest;
  tested: number;
  rejected: number;
}

/** A filter whose parts count what they reject; each is asked only when those before it have not decided. */
export function countParts(checked: CheckedNode): CountedPart {
  const children = childrenOf(checked).map(countParts);
  const decide = decisionOf(checked, children);
  const part: CountedPart = {
    checked,
    children,
    tested: 0,
    rejected: 0,
    test(event) {
      part.tested++;
      const passes = decide(event);
      if (!passes) part.rejected++;
      return passes;
    },
  };
  return part;
}

function childrenOf(checked: CheckedNode): readonly CheckedNode[] {
  if (checked.kind === 'check') return [];
  return checked.kind === 'not' ? [checked.child] : checked.children;
}

function decisionOf(checked: CheckedNode, children: readonly CountedPart[]): EventTest {
  switch (checked.kind) {
    case 'check':
      return compilePart(checked);
    case 'not':
      return (event: Event) => !(children[0] as CountedPart).test(event);
    case 'and':
      return (event: Event) => children.every((child) => child.test(event));
    case 'or':
      return (event: Event) => children.some((child) => child.test(event));
  }
}
