import type { FieldValue } from '../field/field.ts';
import type { Event } from '../state/event.ts';
import { operandsOf, type CheckedCheck, type CheckedNode } from './check-filter.ts';
import { predicateOf, type CheckTest } from './check-test.ts';
import type { Operand } from './operand.ts';

/** Source code and what it is given: nothing of a filter's text is ever in the code itself. */
export interface GeneratedFilter {
  /** Body of a function of `operands`, `values` and `none` that gives the test. */
  readonly source: string;
  readonly operands: readonly Operand[];
  /** Constants, sets and functions. */
  readonly values: readonly unknown[];
}

/** Writes the test of a filter as code. */
export function generateSource(node: CheckedNode): GeneratedFilter {
  return new SourceGenerator().generate(node);
}

class SourceGenerator {
  readonly #operands: Operand[] = [];
  readonly #uses: number[] = [];
  readonly #values: unknown[] = [];
  /** How many text tests remember what they were asked last. */
  #memos = 0;

  generate(node: CheckedNode): GeneratedFilter {
    this.#count(node);
    const test = this.#node(node);
    const operands = this.#operands.map((_, i) => `const o${i}=operands[${i}];`);
    const values = this.#values.map((_, i) => `const v${i}=values[${i}];`);
    const kept = this.#uses.flatMap((uses, i) => (uses > 1 ? [`,x${i}=none`] : []));
    const memos = Array.from({ length: this.#memos }, (_, i) => `let m${i},r${i}=false;`);
    const source = [
      '"use strict";',
      ...operands,
      ...values,
      ...memos,
      `return function test(event){let a,b${kept.join('')};return ${test};};`,
    ].join('\n');
    return { source, operands: this.#operands, values: this.#values };
  }

  /** Finds out which operands are used more than once: those are extracted once an event. */
  #count(node: CheckedNode): void {
    if (node.kind === 'not') this.#count(node.child);
    else if (node.kind === 'check') for (const operand of operandsOf(node)) this.#use(operand);
    else for (const child of node.children) this.#count(child);
  }

  readonly #indexes = new Map<string, number>();

  #use(operand: Operand): void {
    const index = this.#indexes.get(operand.key);
    if (index !== undefined) {
      this.#uses[index] = (this.#uses[index] as number) + 1;
      return;
    }
    this.#indexes.set(operand.key, this.#operands.length);
    this.#operands.push(operand);
    this.#uses.push(1);
  }

  #node(node: CheckedNode): string {
    switch (node.kind) {
      case 'and':
        return `(${node.children.map((child) => this.#node(child)).join('&&')})`;
      case 'or':
        return `(${node.children.map((child) => this.#node(child)).join('||')})`;
      case 'not':
        return `!${this.#node(node.child)}`;
      case 'check':
        return this.#check(node);
    }
  }

  #check(check: CheckedCheck): string {
    const { operand, test, all } = check;
    if (operand.extractAll) {
      const values = `${this.#operand(operand)}.extractAll(event)`;
      if (test.kind === 'exists') return `${this.#value(isFilled)}(${values})`;
      const predicate = this.#value(manyPredicate(valuePredicate(check), all));
      return `${predicate}(${values},event)`;
    }
    const left = this.#extract(operand);
    if (test.kind === 'pair') {
      const right = this.#extract(test.operand);
      const call = `${this.#value(test.test)}(a,b)`;
      return `((a=${left})!==undefined&&(b=${right})!==undefined&&${call})`;
    }
    return this.#test(test, left);
  }

  /** A missing value is undefined, which equals, precedes and is member of nothing. */
  #test(test: CheckTest, left: string): string {
    switch (test.kind) {
      case 'exists':
        return `(${left}!==undefined)`;
      case 'never':
        return 'false';
      case 'equal':
        return `(${left}===${this.#value(test.constant)})`;
      case 'unequal':
        return `((a=${left})!==undefined&&a!==${this.#value(test.constant)})`;
      case 'compare':
        return `(${left}${test.sign}${this.#value(test.constant)})`;
      case 'method':
        return this.#method(test.method, this.#value(test.constant), left);
      case 'in':
        return `${this.#value(test.constants)}.has(${left})`;
      case 'notIn':
        return `((a=${left})!==undefined&&!${this.#value(test.constants)}.has(a))`;
      case 'call':
        return `((a=${left})!==undefined&&${this.#value(test.test)}(a))`;
    }
  }

  /** Events that follow each other often have the same text: the answer to the last one is kept. */
  #method(method: string, constant: string, left: string): string {
    const [memo, result] = [`m${this.#memos}`, `r${this.#memos}`];
    this.#memos++;
    const answer = `a===${memo}?${result}:(${result}=(${memo}=a).${method}(${constant}))`;
    return `((a=${left})!==undefined&&(${answer}))`;
  }

  #extract(operand: Operand): string {
    const index = this.#indexes.get(operand.key) as number;
    const extract = `o${index}.extract(event)`;
    return (this.#uses[index] as number) > 1
      ? `(x${index}===none?x${index}=${extract}:x${index})`
      : extract;
  }

  #operand(operand: Operand): string {
    return `o${this.#indexes.get(operand.key) as number}`;
  }

  #value(value: unknown): string {
    this.#values.push(value);
    return `v${this.#values.length - 1}`;
  }
}

type ManyPredicate = (values: readonly FieldValue[], event: Event) => boolean;
type ValuePredicate = (value: FieldValue, event: Event) => boolean;

function valuePredicate({ test }: CheckedCheck): ValuePredicate {
  if (test.kind !== 'pair') return predicateOf(test);
  return (value, event) => {
    const right = test.operand.extract(event);
    return right !== undefined && test.test(value, right);
  };
}

/** Whether one of the values passes, or with `all` every one. */
function manyPredicate(passes: ValuePredicate, all: boolean): ManyPredicate {
  return (values, event) => {
    for (const value of values) if (passes(value, event) !== all) return !all;
    return all && values.length > 0;
  };
}

function isFilled(values: readonly unknown[]): boolean {
  return values.length > 0;
}
