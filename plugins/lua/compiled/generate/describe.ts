import type { Expression } from '../parse/ast.ts';

/** What messages call a value, as `local 'x'`; undefined for what has no name. */
export function describe(expression: Expression): string | undefined {
  switch (expression.kind) {
    case 'local':
      return `${expression.isUpvalue ? 'upvalue' : 'local'} '${expression.variable.name}'`;
    case 'global':
      return `global '${expression.name}'`;
    case 'index':
      return expression.key.kind === 'string' ? `field '${expression.key.value}'` : undefined;
    case 'paren':
      return describe(expression.inner);
    case 'binary':
      // LuaJIT names what was loaded last into the place of the value, whatever was chosen.
      return isChoice(expression.operator) ? describe(expression.right) : undefined;
    default:
      return undefined;
  }
}

function isChoice(operator: string): boolean {
  return operator === 'and' || operator === 'or';
}
