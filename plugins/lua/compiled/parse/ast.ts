import type { Label, LocalVariable } from './scope.ts';

export type Expression =
  | { readonly kind: 'nil' | 'true' | 'false' | 'vararg' }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | LocalExpression
  | GlobalExpression
  | IndexExpression
  | CallExpression
  | MethodCallExpression
  | FunctionExpression
  | BinaryExpression
  | UnaryExpression
  | TableExpression
  /** Parentheses matter: they cut several values down to one. */
  | { readonly kind: 'paren'; readonly inner: Expression };

export interface LocalExpression {
  readonly kind: 'local';
  readonly variable: LocalVariable;
  /** Whether the variable belongs to a function around this one. */
  readonly isUpvalue: boolean;
}

export interface GlobalExpression {
  readonly kind: 'global';
  readonly name: string;
  readonly line: number;
}

export interface IndexExpression {
  readonly kind: 'index';
  readonly object: Expression;
  readonly key: Expression;
  readonly line: number;
}

export interface CallExpression {
  readonly kind: 'call';
  readonly callee: Expression;
  readonly args: readonly Expression[];
  readonly line: number;
}

export interface MethodCallExpression {
  readonly kind: 'method';
  readonly object: Expression;
  readonly name: string;
  readonly args: readonly Expression[];
  readonly line: number;
}

export interface FunctionExpression {
  readonly kind: 'function';
  readonly parameters: readonly LocalVariable[];
  readonly isVariadic: boolean;
  readonly body: Block;
  readonly line: number;
}

export type Arithmetic = '+' | '-' | '*' | '/' | '%' | '^';
export type Comparison = '==' | '~=' | '<' | '<=' | '>' | '>=';
export type BinaryOperator = Arithmetic | Comparison | '..' | 'and' | 'or';
export type UnaryOperator = '-' | 'not' | '#';

export interface BinaryExpression {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
  readonly line: number;
}

export interface UnaryExpression {
  readonly kind: 'unary';
  readonly operator: UnaryOperator;
  readonly operand: Expression;
  readonly line: number;
}

/** A key that is undefined: the next position of the list. */
export interface TableItem {
  readonly key: Expression | undefined;
  readonly value: Expression;
}

export interface TableExpression {
  readonly kind: 'table';
  readonly items: readonly TableItem[];
  readonly line: number;
}

export type Block = readonly Statement[];

export type Target = LocalExpression | GlobalExpression | IndexExpression;

export interface Branch {
  readonly condition: Expression;
  readonly body: Block;
}

export type Statement =
  | {
      readonly kind: 'declare';
      readonly variables: readonly LocalVariable[];
      readonly values: readonly Expression[];
      readonly line: number;
    }
  | {
      readonly kind: 'declare-function';
      readonly variable: LocalVariable;
      readonly value: FunctionExpression;
    }
  | {
      readonly kind: 'assign';
      readonly targets: readonly Target[];
      readonly values: readonly Expression[];
      readonly line: number;
    }
  | { readonly kind: 'run'; readonly call: CallExpression | MethodCallExpression }
  | { readonly kind: 'do'; readonly body: Block }
  | { readonly kind: 'while'; readonly condition: Expression; readonly body: Block }
  | { readonly kind: 'repeat'; readonly body: Block; readonly condition: Expression }
  | {
      readonly kind: 'if';
      readonly branches: readonly Branch[];
      readonly otherwise: Block | undefined;
    }
  | NumericFor
  | GenericFor
  | { readonly kind: 'return'; readonly values: readonly Expression[]; readonly line: number }
  | { readonly kind: 'break' }
  | Goto
  | { readonly kind: 'label'; readonly label: Label };

export interface NumericFor {
  readonly kind: 'for';
  readonly variable: LocalVariable;
  readonly start: Expression;
  readonly limit: Expression;
  readonly step: Expression | undefined;
  readonly body: Block;
  readonly line: number;
}

export interface GenericFor {
  readonly kind: 'for-in';
  readonly variables: readonly LocalVariable[];
  readonly values: readonly Expression[];
  readonly body: Block;
  readonly line: number;
}

export interface Goto {
  readonly kind: 'goto';
  /** Where it leads is known when the block has been read. */
  readonly jump: { label: Label | undefined };
  readonly isBackward: boolean;
}
