import type { EventTable } from '../event/event-table.ts';
import { EventFlag } from '../event/event-table.ts';
import { hasResult } from '../field/event-types.ts';
import type { BoundField, EventTypeLike, Field, FieldType, FieldValue } from '../field/field.ts';
import type { Event } from '../state/event.ts';

/** What one side of a check takes from an event: a field, what a transformer makes of it, a constant. */
export interface Operand {
  /** Its canonical text: equal operands have equal keys. */
  readonly key: string;
  readonly type: FieldType;
  /** Bits of `Need`. */
  readonly needs: number;
  /** The field it is, when it is one as such. */
  readonly field?: Field;
  /** The names of the fields in it. */
  readonly fields: readonly string[];
  /** As `Field.remembers`, of a field in it. */
  readonly remembers: boolean;
  /** False for event types that never give it a value. */
  appliesTo(type: EventTypeLike): boolean;
  /** True for event types of which all events that the facts hold for give it the same value. */
  isFixedFor(type: EventTypeLike, facts: EventFacts): boolean;
  extract(event: Event): FieldValue | undefined;
  /** As `BoundField.extractAll`. */
  extractAll?(event: Event): readonly FieldValue[];
}

/** What is known of an event besides its type. */
export interface EventFacts {
  /** The number of the system call that a generic event is about is known. */
  readonly syscall?: boolean;
  /** Its first param is a result, which is no error. */
  readonly succeeded?: boolean;
}

/** A bound field as an operand. */
export function fieldOperand(key: string, bound: BoundField, table: EventTable): Operand {
  const { field, type, needs, appliesTo } = bound;
  const isFixed = fixedFor[field.name];
  const operand: Operand = {
    key,
    type,
    needs,
    field,
    fields: [field.name],
    remembers: field.remembers === true,
    appliesTo: appliesTo ?? (() => true),
    isFixedFor: isFixed ? (eventType, facts) => isFixed(eventType, facts, table) : () => false,
    extract: (event) => bound.extract(event),
  };
  if (!bound.extractAll) return operand;
  return { ...operand, extractAll: (event) => bound.extractAll?.(event) ?? [] };
}

type IsFixed = (type: EventTypeLike, facts: EventFacts, table: EventTable) => boolean;

const always: IsFixed = () => true;

/** Generic events have their name and category from a param. */
const hasName: IsFixed = ({ id }, { syscall }) => id > 1 || syscall === true;

const notOpening: IsFixed = ({ flags }) => (flags & EventFlag.CREATES_FD) === 0;

/** Fields whose value follows from the event's type and the facts alone, and for which types. */
const fixedFor: Readonly<Record<string, IsFixed>> = {
  'evt.dir': always,
  'evt.type': hasName,
  'evt.type.is': always,
  'syscall.type': hasName,
  'evt.category': (type, facts, table) =>
    hasName(type, facts, table) && !table.typeOf(type.id).category.startsWith('io'),
  'evt.is_io': always,
  'evt.is_io_read': always,
  'evt.is_io_write': always,
  'evt.io_dir': always,
  'evt.is_wait': always,
  'evt.is_open_read': notOpening,
  'evt.is_open_write': notOpening,
  'evt.is_open_exec': notOpening,
  'evt.failed': (type, { succeeded }) => succeeded === true || !hasResult(type),
};

/** A text that stands in the filter itself. */
export function constantOperand(key: string, text: string): Operand {
  return {
    key,
    type: 'text',
    needs: 0,
    fields: [],
    remembers: false,
    appliesTo: () => true,
    isFixedFor: () => true,
    extract: () => text,
  };
}

/** An operand that is made of others; it has no value unless all of them have. */
export function derivedOperand(
  key: string,
  type: FieldType,
  parts: readonly Operand[],
  extract: (event: Event) => FieldValue | undefined,
): Operand {
  return {
    key,
    type,
    needs: parts.reduce((bits, part) => bits | part.needs, 0),
    fields: parts.flatMap((part) => part.fields),
    remembers: parts.some((part) => part.remembers),
    appliesTo: (eventType) => parts.every((part) => part.appliesTo(eventType)),
    isFixedFor: (eventType, facts) => parts.every((part) => part.isFixedFor(eventType, facts)),
    extract,
  };
}
