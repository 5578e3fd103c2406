/** Where a piece of a filter stands in its text: offsets of its first character and of what follows it. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** A filter as a tree. Brackets leave no trace but the shape. */
export type FilterNode = AndNode | OrNode | NotNode | CheckNode;

export interface AndNode extends Place {
  readonly kind: 'and';
  readonly children: readonly FilterNode[];
}

export interface OrNode extends Place {
  readonly kind: 'or';
  readonly children: readonly FilterNode[];
}

export interface NotNode extends Place {
  readonly kind: 'not';
  readonly child: FilterNode;
}

/** One comparison: `field operator value`. */
export interface CheckNode extends Place {
  readonly kind: 'check';
  readonly left: FieldNode | CallNode;
  readonly operator: OperatorNode;
  /** How the operator goes over a list of values; absent: there is one, or the operator wants a list. */
  readonly modifier?: Modifier;
  /** Absent for `exists`. */
  readonly right?: ValueNode | ListNode | CallNode;
}

export interface OperatorNode extends Place {
  readonly kind: 'operator';
  readonly name: string;
}

export type Modifier = 'oneof' | 'anyof' | 'allof';

export interface FieldNode extends Place {
  readonly kind: 'field';
  /** As written, with what may be an argument behind a dot: `evt.arg.fd`. */
  readonly name: string;
  /** The argument in brackets. */
  readonly argument?: string;
}

/** A transformer at work on its values, or `val(field)`. */
export interface CallNode extends Place {
  readonly kind: 'call';
  readonly name: string;
  readonly values: readonly CallValue[];
  readonly argument?: string;
}

export type CallValue = FieldNode | CallNode | ValueNode | CallListNode;

export interface CallListNode extends Place {
  readonly kind: 'callList';
  readonly values: readonly (FieldNode | CallNode | ValueNode)[];
}

export interface ValueNode extends Place {
  readonly kind: 'value';
  /** A byte string, escapes resolved. */
  readonly text: string;
}

export interface ListNode extends Place {
  readonly kind: 'list';
  readonly values: readonly ValueNode[];
}
