import type {
  CallNode,
  CallValue,
  CheckNode,
  FieldNode,
  FilterNode,
  ListNode,
  Modifier,
  ValueNode,
} from '../grammar/filter-tree.ts';
import { modifiers, operators, transformerNames } from '../operators.ts';

const place = { start: 0, end: 0 };
const fieldNames = ['proc.name', 'fd.num', 'evt.arg.fd', 'evt.type.is.2', 'k8s.pod.label.app/x-y'];
const fieldArguments = [
  '0',
  'a b',
  'x]y',
  'dest[0]',
  '/etc/*',
  '"',
  "it's",
  '\u00c3\u00bc',
  '\\',
  '',
];
const pieces = [
  'a',
  'etc',
  '/',
  '.',
  '*',
  '?',
  '-1',
  '0x1f',
  ' ',
  '"',
  "'",
  '\\',
  '\\x',
  '\n',
  '\t',
  '\0',
  '(',
  ')',
  ',',
  '=',
  '<',
  '!',
  '[',
  'and',
  'not',
  'oneof',
  'val(',
  'tolower(x',
  '\u007f',
  '\u0080',
  '\u00c3\u00bc',
  '\u00ff',
  '\u00e2\u0080',
];

/** Makes trees and texts that are the same for the same seed. */
export class RandomFilters {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  below(limit: number): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * limit);
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)] as Item;
  }

  tree(depth = 3): FilterNode {
    const choice = depth === 0 ? 0 : this.below(5);
    if (choice < 2) return this.check();
    if (choice === 2) return { kind: 'not', child: this.tree(depth - 1), ...place };
    const children = this.#some(2, () => this.tree(depth - 1));
    return { kind: choice === 3 ? 'and' : 'or', children, ...place };
  }

  check(): CheckNode {
    const operator = this.pick([...operators.values()]);
    const left = this.below(4) === 0 ? this.#call(2, false) : this.#field();
    const node = { kind: 'check', left, ...place } as const;
    const named = {
      ...node,
      operator: { kind: 'operator', name: operator.name, ...place } as const,
    };
    if (operator.right === 'none') return named;
    if (this.below(6) === 0) return { ...named, right: this.#call(2, true) };
    if (operator.right === 'list') return { ...named, right: this.#list() };
    if (operator.modifiers && this.below(5) === 0) {
      return { ...named, modifier: this.pick(modifiers) as Modifier, right: this.#list() };
    }
    return { ...named, right: this.#value() };
  }

  /** Anything that somebody might type, and more. */
  garbage(): string {
    const words = [...fieldNames, ...operators.keys(), ...transformerNames, ...pieces, 'or', '['];
    return this.#some(0, () => this.pick(words), 14).join(this.pick(['', ' ', ' ']));
  }

  #field(): FieldNode {
    const node = { kind: 'field', name: this.pick(fieldNames), ...place } as const;
    return this.below(4) === 0 ? { ...node, argument: this.pick(fieldArguments) } : node;
  }

  #call(depth: number, isRight: boolean): CallNode {
    if (isRight && this.below(2) === 0) {
      return { kind: 'call', name: 'val', values: [this.#field()], ...place };
    }
    const name = this.pick(transformerNames);
    const values = this.#some(1, () => this.#callValue(depth - 1));
    const node = { kind: 'call', name, values, ...place } as const;
    return this.below(5) === 0 ? { ...node, argument: this.pick(fieldArguments) } : node;
  }

  #callValue(depth: number): CallValue {
    if (depth > 0 && this.below(4) === 0) {
      const values = this.#some(0, () => this.#callItem(depth - 1));
      return { kind: 'callList', values, ...place };
    }
    return this.#callItem(depth);
  }

  #callItem(depth: number): FieldNode | CallNode | ValueNode {
    const choice = this.below(depth > 0 ? 3 : 2);
    if (choice === 0) return this.#field();
    return choice === 1 ? this.#value() : this.#call(depth, false);
  }

  #list(): ListNode {
    return { kind: 'list', values: this.#some(0, () => this.#value()), ...place };
  }

  #value(): ValueNode {
    return { kind: 'value', text: this.#some(0, () => this.pick(pieces)).join(''), ...place };
  }

  #some<Item>(least: number, make: () => Item, most = least + 2): Item[] {
    return Array.from({ length: least + this.below(most - least + 1) }, make);
  }
}

/** Whether two trees differ in nothing but their places. */
export function isSameTree(left: unknown, right: unknown): boolean {
  if (typeof left !== 'object' || typeof right !== 'object') return left === right;
  const keys = keysOf(left);
  if (keys.length !== keysOf(right).length) return false;
  const [a, b] = [left as Record<string, unknown>, right as Record<string, unknown>];
  return keys.every((key) => isSameTree(a[key], b[key]));
}

function keysOf(node: object | null): string[] {
  return Object.keys(node ?? {}).filter((key) => key !== 'start' && key !== 'end');
}
