import type { Block, CallExpression, Expression, FunctionExpression } from '../parse/ast.ts';
import type { LocalVariable } from '../parse/scope.ts';
import { emitBlock, endsInReturn } from './emit-block.ts';
import { emitValue, isMultiple } from './emit-expression.ts';
import type { Emitter } from './emitter.ts';
import { localName } from './literals.ts';

/** A function whose own name calls it, so that it can start anew where it would end in such a call. */
export interface Restart {
  readonly variable: LocalVariable;
  readonly parameters: readonly LocalVariable[];
  readonly id: number;
  isUsed: boolean;
}

/** `variable` is the local that holds the function and nothing else, if there is one. */
export function emitFunction(
  emitter: Emitter,
  expression: FunctionExpression,
  variable?: LocalVariable,
): string {
  const { parameters, isVariadic, body, line } = expression;
  const { functionLine } = emitter.sites;
  emitter.sites.functionLine = line;
  const names = parameters.map(localName);
  if (isVariadic) names.push('...V');
  const mark = emitter.sites.mark({ line });
  const code = emitter.within(restartOf(emitter, expression, variable), () =>
    emitBody(emitter, body),
  );
  emitter.sites.functionLine = functionLine;
  return `(${mark}(${names.join(', ')}) => ${code})`;
}

/** A closure may still hold a parameter, which the next round must not change. */
function restartOf(
  emitter: Emitter,
  { parameters, isVariadic }: FunctionExpression,
  variable: LocalVariable | undefined,
): Restart | undefined {
  if (!variable || variable.isAssigned || isVariadic) return undefined;
  if (parameters.some(({ isCaptured }) => isCaptured)) return undefined;
  return { variable, parameters, id: emitter.nextId(), isUsed: false };
}

/** In braces, with the two variables that hold a value between two uses of it. */
export function emitBody(emitter: Emitter, body: Block): string {
  const code = emitBlock(emitter, body);
  const end = endsInReturn(body) ? '' : ' return NONE;';
  const { restart } = emitter;
  const whole = restart?.isUsed ? `R${restart.id}: while (true) {${code}${end}}` : `${code}${end}`;
  return `{let T, O; ${whole}}`;
}

/** The function's end in a call of itself, however deep that goes; undefined when it is not one. */
export function emitRestart(emitter: Emitter, call: Expression): string | undefined {
  const { restart } = emitter;
  if (!restart || call.kind !== 'call' || !isCallOf(call, restart.variable)) return undefined;
  restart.isUsed = true;
  const { parameters, id } = restart;
  const values = call.args.map((arg) => emitValue(emitter, arg));
  const held = values.map((value, i) => `const r${id}_${i} = ${value};`);
  const set = parameters.map(
    (parameter, i) =>
      `${localName(parameter)} = ${i < values.length ? `r${id}_${i}` : 'undefined'};`,
  );
  return `{${[...held, ...set].join(' ')} continue R${id};}`;
}

function isCallOf({ callee, args }: CallExpression, variable: LocalVariable): boolean {
  const last = args.at(-1);
  return callee.kind === 'local' && callee.variable === variable && !(last && isMultiple(last));
}
