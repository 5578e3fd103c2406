import type { Block, Statement } from '../parse/ast.ts';
import type { Label, LocalVariable } from '../parse/scope.ts';
import { UntranslatableError } from '../parse/syntax-error.ts';
import { emitStatement } from './emit-statement.ts';
import type { Emitter } from './emitter.ts';
import { localName } from './literals.ts';

/** Variables that are declared at the head of their block, so that a block around a goto leaves them visible. */
const hoisted = new WeakSet<LocalVariable>();

export function isHoisted(variable: LocalVariable): boolean {
  return hoisted.has(variable);
}

/** Code of the statements, without braces. */
export function emitBlock(emitter: Emitter, block: Block): string {
  const at = block.some(isLoopLabel)
    ? block.findIndex(isUsedLabel)
    : block.findLastIndex(isUsedLabel);
  return at < 0 ? emitStatements(emitter, block) : emitAroundLabel(emitter, block, at);
}

/** Whether a goto further on leads back to it. */
export function isLoopLabel(statement: Statement): boolean {
  return statement.kind === 'label' && statement.label.hasBackward;
}

function emitStatements(emitter: Emitter, block: Block): string {
  return block.map((statement) => emitStatement(emitter, statement)).join(' ');
}

function isUsedLabel(statement: Statement): boolean {
  return statement.kind === 'label' && (statement.label.hasForward || statement.label.hasBackward);
}

/**
 * A goto to a label further on leaves a block that ends there; one to a label before starts a loop anew
 * that begins there.
 */
function emitAroundLabel(emitter: Emitter, block: Block, at: number): string {
  const { label } = block[at] as { label: Label };
  const before = block.slice(0, at);
  const rest = block.slice(at + 1);
  if (label.hasBackward && rest.some((other) => isUsedLabel(other) && isReachedFromBefore(other))) {
    throw new UntranslatableError('a goto into a loop of gotos');
  }
  const head = label.hasForward
    ? emitSkippable(emitter, before, label)
    : emitBlock(emitter, before);
  if (!label.hasBackward) return `${head} ${emitBlock(emitter, rest)}`;
  const body = emitBlock(emitter, rest);
  const leave = endsInReturn(rest) ? '' : ` break B${label.id};`;
  return `${head} B${label.id}: while (true) {${body}${leave}}`;
}

/** A jump over the first of two labels would lead into the loop of the first. */
function isReachedFromBefore(statement: Statement): boolean {
  return statement.kind === 'label' && statement.label.hasForward;
}

function emitSkippable(emitter: Emitter, block: Block, label: Label): string {
  const variables = block.flatMap(declaredBy).filter((variable) => !hoisted.has(variable));
  for (const variable of variables) hoisted.add(variable);
  const names = variables.map(localName);
  const declaration = names.length > 0 ? `let ${names.join(', ')}; ` : '';
  return `${declaration}F${label.id}: {${emitBlock(emitter, block)}}`;
}

function declaredBy(statement: Statement): readonly LocalVariable[] {
  if (statement.kind === 'declare') return statement.variables;
  return statement.kind === 'declare-function' ? [statement.variable] : [];
}

export function endsInReturn(block: Block): boolean {
  return block.at(-1)?.kind === 'return';
}
