import type { Block, Expression, GenericFor, NumericFor } from '../parse/ast.ts';
import { UntranslatableError } from '../parse/syntax-error.ts';
import { emitCondition } from './emit-binary.ts';
import { emitBlock, endsInReturn, isLoopLabel } from './emit-block.ts';
import { emitList, emitResults, emitValue, isMultiple } from './emit-expression.ts';
import type { Emitter } from './emitter.ts';
import { isNumber, learnNumber } from './knowledge.ts';
import { localName } from './literals.ts';

export function emitWhile(emitter: Emitter, condition: Expression, body: Block): string {
  return emitter.loop(
    () => `while (${emitCondition(emitter, condition)}) {${emitBlock(emitter, body)}}`,
  );
}

export function emitRepeat(emitter: Emitter, body: Block, condition: Expression): string {
  if (body.some(isLoopLabel)) throw new UntranslatableError('a goto around an until');
  return emitter.loop(() => {
    const code = emitBlock(emitter, body);
    const until = endsInReturn(body) ? '' : ` if (${emitCondition(emitter, condition)}) break;`;
    return `while (true) {${code}${until}}`;
  });
}

export function emitNumericFor(emitter: Emitter, loop: NumericFor): string {
  const id = emitter.nextId();
  const { variable, start, limit, step, body } = loop;
  const head = [`a${id} = ${emitValue(emitter, start)}`, `b${id} = ${emitValue(emitter, limit)}`];
  if (step) head.push(`c${id} = ${emitValue(emitter, step)}`);
  const check = emitChecks(emitter, loop, id);
  learnNumber(variable);
  const counter = variable.isCaptured || variable.isAssigned ? `i${id}` : localName(variable);
  const copy = counter === `i${id}` ? `let ${localName(variable)} = ${counter}; ` : '';
  const { test, increment } = emitStep(step, counter, id);
  const run = emitter.loop(
    () =>
      `for (let ${counter} = a${id}; ${test}; ${increment}) {${copy}${emitBlock(emitter, body)}}`,
  );
  return `{let ${head.join(', ')}; ${check}${run}}`;
}

function emitChecks(
  emitter: Emitter,
  { start, limit, step, line }: NumericFor,
  id: number,
): string {
  const parts = [
    ['a', start, 'initial'],
    ['b', limit, 'limit'],
    ['c', step, 'step'],
  ] as const;
  return parts
    .filter(([, expression]) => expression && !isNumber(expression))
    .map(([name, , what]) => {
      const mark = emitter.sites.mark({ line });
      const value = `${name}${id}`;
      const text = what === 'initial' ? 'initial value' : what;
      return `if (typeof ${value} !== "number") ${value} = ${mark}forNumber(${value}, "'for' ${text}"); `;
    })
    .join('');
}

/** Whether it counts up or down is known for a constant. */
function emitStep(
  step: Expression | undefined,
  counter: string,
  id: number,
): { test: string; increment: string } {
  const up = `${counter} <= b${id}`;
  if (step === undefined) return { test: up, increment: `${counter}++` };
  if (step.kind === 'number') return { test: up, increment: `${counter} += ${step.value}` };
  if (step.kind === 'unary' && step.operand.kind === 'number' && step.operator === '-') {
    return { test: `${counter} >= b${id}`, increment: `${counter} -= ${step.operand.value}` };
  }
  const test = `(c${id} >= 0 ? ${up} : ${counter} >= b${id})`;
  return { test, increment: `${counter} += c${id}` };
}

export function emitGenericFor(emitter: Emitter, loop: GenericFor): string {
  const id = emitter.nextId();
  const { variables, values, body, line } = loop;
  const begin = emitter.sites.mark({ line });
  const step = emitter.sites.mark({ line });
  const declarations = variables.map(
    (variable, i) => `${localName(variable)} = ${iterated(id, i)}`,
  );
  const run = emitter.loop(
    () =>
      `while (${step}i${id}.step()) {let ${declarations.join(', ')}; ${emitBlock(emitter, body)}}`,
  );
  return `{const i${id} = ${begin}iterate(${emitIterator(emitter, values)}); ${run}}`;
}

function emitIterator(emitter: Emitter, values: readonly Expression[]): string {
  const [only] = values;
  if (values.length === 1 && only && isMultiple(only)) return emitResults(emitter, only);
  return `[${emitList(emitter, values)}]`;
}

function iterated(id: number, position: number): string {
  if (position === 0) return `i${id}.first`;
  return position === 1 ? `i${id}.second` : `i${id}.rest[${position - 2}]`;
}
