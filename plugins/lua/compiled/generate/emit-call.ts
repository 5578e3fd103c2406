import type { CallExpression, Expression, MethodCallExpression } from '../parse/ast.ts';
import { describe } from './describe.ts';
import { emitList, emitResults, emitValue, isMultiple } from './emit-expression.ts';
import type { Emitter } from './emitter.ts';
import { isFunction } from './knowledge.ts';
import { localName } from './literals.ts';

/** Code for all results of a call. */
export function emitCall(emitter: Emitter, call: CallExpression, isTailCall: boolean): string {
  const { callee, args, line } = call;
  const mark = emitter.sites.mark({
    line,
    left: describe(callee),
    isTailCall,
    argCount: countArgs(args),
  });
  const target = emitCallee(emitter, callee);
  return emitApplication(emitter, mark, target, [], args);
}

function emitCallee(emitter: Emitter, callee: Expression): string {
  if (callee.kind === 'local') {
    const name = localName(callee.variable);
    return isFunction(callee)
      ? name
      : `(typeof ${name} === "function" ? ${name} : callable(${name}))`;
  }
  return `(typeof (T = ${emitValue(emitter, callee)}) === "function" ? T : callable(T))`;
}

export function emitMethodCall(
  emitter: Emitter,
  { object, name, args, line }: MethodCallExpression,
  isTailCall: boolean,
): string {
  const find = emitter.sites.mark({ line, left: describe(object) });
  const mark = emitter.sites.mark({
    line,
    left: `method '${name}'`,
    isTailCall,
    argCount: countArgs(args),
  });
  const self = object.kind === 'local' ? localName(object.variable) : 'O';
  const assign = self === 'O' ? `O = ${emitValue(emitter, object)}, ` : '';
  const method = `${find}getMethod(${self}, ${emitter.fieldSite(name)})`;
  const target = `(${assign}typeof (T = ${method}) === "function" ? T : callable(T))`;
  return emitApplication(emitter, mark, target, [self], args);
}

/** The most arguments before results of another call that have a function of their own. */
const MAX_BEFORE = 2;

function emitApplication(
  emitter: Emitter,
  mark: string,
  target: string,
  before: readonly string[],
  args: readonly Expression[],
): string {
  const last = args.at(-1);
  const count = before.length + args.length - 1;
  if (last && isMultiple(last) && count <= MAX_BEFORE) {
    const fixed = args.slice(0, -1).map((arg) => emitValue(emitter, arg));
    const all = [target, ...before, ...fixed, emitResults(emitter, last)].join(', ');
    return `${mark}apply${count}(${all})`;
  }
  const list = [...before, ...(args.length > 0 ? [emitList(emitter, args)] : [])].join(', ');
  // The engine places a call at its name when it has one, else at its parenthesis.
  return target.startsWith('(') ? `${target}${mark}(${list})` : `${mark}${target}(${list})`;
}

function countArgs(args: readonly Expression[]): number | undefined {
  const last = args.at(-1);
  return last && isMultiple(last) ? undefined : args.length;
}
