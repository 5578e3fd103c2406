import type { Block, Expression, Statement } from '../parse/ast.ts';
import { emitAssignment, emitDeclaration, emitFunctionDeclaration } from './emit-assignment.ts';
import { emitCondition } from './emit-binary.ts';
import { emitBlock } from './emit-block.ts';
import { emitList, emitResults, emitValue, isMultiple } from './emit-expression.ts';
import { emitRestart } from './emit-function.ts';
import { emitGenericFor, emitNumericFor, emitRepeat, emitWhile } from './emit-loop.ts';
import type { Emitter } from './emitter.ts';

export function emitStatement(emitter: Emitter, statement: Statement): string {
  switch (statement.kind) {
    case 'declare':
      return emitDeclaration(emitter, statement.variables, statement.values);
    case 'declare-function':
      return emitFunctionDeclaration(emitter, statement.variable, statement.value);
    case 'assign':
      return emitAssignment(emitter, statement);
    case 'run':
      return `${emitResults(emitter, statement.call)};`;
    case 'do':
      return `{${emitBlock(emitter, statement.body)}}`;
    case 'if':
      return emitIf(emitter, statement);
    case 'return':
      return emitReturn(emitter, statement.values);
    case 'label':
      return '';
    default:
      return emitJumpOrLoop(emitter, statement);
  }
}

type JumpOrLoop = Extract<
  Statement,
  { kind: 'while' | 'repeat' | 'for' | 'for-in' | 'break' | 'goto' }
>;

function emitJumpOrLoop(emitter: Emitter, statement: JumpOrLoop): string {
  switch (statement.kind) {
    case 'while':
      return emitWhile(emitter, statement.condition, statement.body);
    case 'repeat':
      return emitRepeat(emitter, statement.body, statement.condition);
    case 'for':
      return emitNumericFor(emitter, statement);
    case 'for-in':
      return emitGenericFor(emitter, statement);
    case 'break':
      return emitter.leaveLoop();
    case 'goto':
      return emitGoto(statement);
  }
}

/** A label that was there when the goto was read lies before it. */
function emitGoto({ jump, isBackward }: Extract<Statement, { kind: 'goto' }>): string {
  const id = jump.label?.id ?? 0;
  return isBackward ? `continue B${id};` : `break F${id};`;
}

interface If {
  readonly branches: readonly { readonly condition: Expression; readonly body: Block }[];
  readonly otherwise: Block | undefined;
}

function emitIf(emitter: Emitter, { branches, otherwise }: If): string {
  const chain = branches.map(
    ({ condition, body }) =>
      `if (${emitCondition(emitter, condition)}) {${emitBlock(emitter, body)}}`,
  );
  if (otherwise) chain.push(`{${emitBlock(emitter, otherwise)}}`);
  return chain.join(' else ');
}

/** In parentheses, because a line may end within the value. */
function emitReturn(emitter: Emitter, values: readonly Expression[]): string {
  const [value] = values;
  if (value === undefined) return 'return NONE;';
  if (values.length > 1) return `return ([${emitList(emitter, values)}]);`;
  const restart = emitRestart(emitter, value);
  if (restart !== undefined) return restart;
  if (isMultiple(value)) return `return (${emitResults(emitter, value, true)});`;
  return `return (${emitValue(emitter, value)});`;
}
