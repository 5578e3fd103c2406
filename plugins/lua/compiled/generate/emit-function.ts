import type { Block, FunctionExpression } from '../parse/ast.ts';
import { emitBlock, endsInReturn } from './emit-block.ts';
import type { Emitter } from './emitter.ts';
import { localName } from './literals.ts';

export function emitFunction(emitter: Emitter, expression: FunctionExpression): string {
  const { parameters, isVariadic, body, line } = expression;
  const { functionLine } = emitter.sites;
  emitter.sites.functionLine = line;
  const names = parameters.map(localName);
  if (isVariadic) names.push('...V');
  const mark = emitter.sites.mark({ line });
  const code = `(${mark}(${names.join(', ')}) => ${emitBody(emitter, body)})`;
  emitter.sites.functionLine = functionLine;
  return code;
}

/** In braces, with the two variables that hold a value between two uses of it. */
export function emitBody(emitter: Emitter, body: Block): string {
  const end = endsInReturn(body) ? '' : ' return NONE;';
  return `{let T, O; ${emitBlock(emitter, body)}${end}}`;
}
