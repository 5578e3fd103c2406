import type { CheckedCheck, CheckedChain, CheckedNode } from './check-filter.ts';
import type { Operand } from './operand.ts';

/**
 * The part of a filter that depends on the entry of an event's fd alone: what it rejects, the filter
 * rejects. Undefined when there is no such part. Its answer is good for all transfers through the fd
 * in one direction, until the entry changes.
 */
export function fdGateOf(node: CheckedNode): CheckedNode | undefined {
  switch (node.kind) {
    case 'check':
      return isOfFdEntry(node) ? node : undefined;
    case 'not':
      return isAllOfFdEntry(node.child) ? node : undefined;
    case 'and':
      return gateOfAll(node);
    case 'or':
      return gateOfAny(node);
  }
}

function gateOfAll(chain: CheckedChain): CheckedNode | undefined {
  const children = chain.children.flatMap((child) => fdGateOf(child) ?? []);
  return children.length === 0 ? undefined : withChildren(chain, children);
}

/** An alternative that may pass for other reasons leaves nothing to reject. */
function gateOfAny(chain: CheckedChain): CheckedNode | undefined {
  const children = chain.children.map(fdGateOf).filter((gate) => gate !== undefined);
  return children.length < chain.children.length ? undefined : withChildren(chain, children);
}

/** The chain itself when nothing of it is left out. */
function withChildren(chain: CheckedChain, children: readonly CheckedNode[]): CheckedNode {
  const isWhole =
    children.length === chain.children.length &&
    children.every((child, i) => child === chain.children[i]);
  return isWhole ? chain : { ...chain, children };
}

function isAllOfFdEntry(node: CheckedNode): boolean {
  if (node.kind === 'check') return isOfFdEntry(node);
  if (node.kind === 'not') return isAllOfFdEntry(node.child);
  return node.children.every(isAllOfFdEntry);
}

function isOfFdEntry({ operand, test }: CheckedCheck): boolean {
  if (test.kind === 'pair' && !isEntryOperand(test.operand)) return false;
  return isEntryOperand(operand);
}

function isEntryOperand({ field }: Operand): boolean {
  return field?.ofFdEntry === true;
}
