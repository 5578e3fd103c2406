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
    default:
      return undefined;
  }
}
