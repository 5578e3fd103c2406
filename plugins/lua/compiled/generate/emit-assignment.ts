import type { Expression, FunctionExpression, Statement, Target } from '../parse/ast.ts';
import type { LocalVariable } from '../parse/scope.ts';
import { describe } from './describe.ts';
import { isHoisted } from './emit-block.ts';
import { emitFunction } from './emit-function.ts';
import { emitResults, emitValue, isMultiple } from './emit-expression.ts';
import type { Emitter } from './emitter.ts';
import { learn } from './knowledge.ts';
import { localName } from './literals.ts';

export function emitDeclaration(
  emitter: Emitter,
  variables: readonly LocalVariable[],
  values: readonly Expression[],
): string {
  const [variable] = variables;
  const [value] = values;
  if (variables.length === 1 && values.length === 1 && variable && value) {
    const code = `${declare(variable)} = ${emitValue(emitter, value)};`;
    learn(variable, value);
    return code;
  }
  if (values.length === 0)
    return variables.map((each) => `${declare(each)} = undefined;`).join(' ');
  const { code, names } = emitTemporaries(emitter, values, variables.length);
  const declarations = variables.map((each, i) => `${declare(each)} = ${names[i] ?? 'undefined'};`);
  return `${code} ${declarations.join(' ')}`;
}

function declare(variable: LocalVariable): string {
  return isHoisted(variable) ? localName(variable) : `let ${localName(variable)}`;
}

/** It can call itself by its name. */
export function emitFunctionDeclaration(
  emitter: Emitter,
  variable: LocalVariable,
  value: FunctionExpression,
): string {
  learn(variable, value);
  return `${declare(variable)} = ${emitFunction(emitter, value, variable)};`;
}

interface Temporaries {
  readonly code: string;
  /** Where each value stands. */
  readonly names: readonly string[];
}

/** Evaluates all values before any of them is assigned; `count` of them are wanted. */
function emitTemporaries(
  emitter: Emitter,
  values: readonly Expression[],
  count: number,
): Temporaries {
  const id = emitter.nextId();
  const declarations: string[] = [];
  const names: string[] = [];
  values.forEach((value, i) => {
    const name = `v${id}_${i}`;
    const spreads = i === values.length - 1 && isMultiple(value) && count > values.length;
    const code = spreads ? emitResults(emitter, value) : emitValue(emitter, value);
    declarations.push(`${name} = ${code}`);
    if (!spreads) names.push(name);
    else for (let at = 0; at <= count - values.length; at++) names.push(`nth(${name}, ${at})`);
  });
  return { code: `const ${declarations.join(', ')};`, names };
}

export function emitAssignment(
  emitter: Emitter,
  { targets, values }: Extract<Statement, { kind: 'assign' }>,
): string {
  const [target] = targets;
  const [value] = values;
  if (targets.length === 1 && values.length === 1 && target && value) {
    return emitStore(emitter, target, emitValue(emitter, value));
  }
  return emitParallelAssignment(emitter, targets, values);
}

/** Tables and keys, then values, from left to right; then the assignments from right to left. */
function emitParallelAssignment(
  emitter: Emitter,
  targets: readonly Target[],
  values: readonly Expression[],
): string {
  const id = emitter.nextId();
  const prepared = targets.map((target, i) => emitPlace(emitter, target, `${id}_${i}`));
  const { code, names } = emitTemporaries(emitter, values, targets.length);
  const stores = prepared.map(({ store }, i) => store(names[i] ?? 'undefined')).reverse();
  return `{${prepared.map((place) => place.code).join('')}${code} ${stores.join(' ')}}`;
}

interface Place {
  readonly code: string;
  readonly store: (value: string) => string;
}

function emitPlace(emitter: Emitter, target: Target, id: string): Place {
  if (target.kind !== 'index') {
    return { code: '', store: (value) => emitStore(emitter, target, value) };
  }
  const { object, key, line } = target;
  const mark = emitter.sites.mark({ line, left: describe(object) });
  return {
    code: `const o${id} = ${emitValue(emitter, object)}, k${id} = ${emitValue(emitter, key)};`,
    store: (value) => `${mark}setIndex(o${id}, k${id}, ${value});`,
  };
}

function emitStore(emitter: Emitter, target: Target, value: string): string {
  switch (target.kind) {
    case 'local':
      return `${localName(target.variable)} = ${value};`;
    case 'global': {
      const mark = emitter.sites.mark({ line: target.line });
      return `${mark}setGlobal(${emitter.globalSite(target.name)}, ${value});`;
    }
    case 'index': {
      const { object, key, line } = target;
      const mark = emitter.sites.mark({ line, left: describe(object) });
      const from = emitValue(emitter, object);
      if (key.kind !== 'string') {
        return `${mark}setIndex(${from}, ${emitValue(emitter, key)}, ${value});`;
      }
      return `${mark}setField(${from}, ${emitter.fieldSite(key.value)}, ${value});`;
    }
  }
}
