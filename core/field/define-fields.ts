import type { ByteWriter } from '../bytes/byte-writer.ts';
import type { Event } from '../state/event.ts';
import { Need } from '../state/needs.ts';
import { argumentMissing, argumentNeedless } from './field-errors.ts';
import type {
  ArgumentReader,
  BoundField,
  EventTypeLike,
  Field,
  FieldContext,
  FieldType,
  FieldValue,
} from './field.ts';

export type Extract = (event: Event) => FieldValue | undefined;
export type Write = (event: Event, out: ByteWriter) => boolean;

/** What a field's own `bind` gives; what it leaves out is as the row says. */
export interface Binding {
  extract: Extract;
  write?: Write | undefined;
  extractAll?: ((event: Event) => readonly FieldValue[]) | undefined;
  type?: FieldType | undefined;
  format?: string | undefined;
  needs?: number | undefined;
  appliesTo?: ((type: EventTypeLike) => boolean) | undefined;
}

/** A row as the class files write it. */
export interface FieldSpec {
  name: string;
  /** Text unless said otherwise. */
  type?: FieldType;
  format?: string;
  description: string;
  needs?: number;
  appliesTo?: ((type: EventTypeLike) => boolean) | undefined;
  argument?: 'optional' | 'required';
  argumentKind?: string;
  readArgument?: ArgumentReader;
  classic?: boolean;
  hidden?: boolean;
  filterOnly?: boolean;
  displayOnly?: boolean;
  ofFdEntry?: boolean;
  remembers?: boolean;
  allUnequal?: boolean;
  within?: number;
  /** For fields without state or argument of their own. */
  extract?: Extract;
  write?: Write;
  /** For the others: makes the closures of one use. */
  bind?: (context: FieldContext, argument: string | undefined) => Binding;
}

/** What all rows of a list have in common. */
export interface FieldDefaults {
  class: string;
  needs?: number;
  appliesTo?: (type: EventTypeLike) => boolean;
  classic?: boolean;
}

/** Completes rows to fields. */
export function defineFields(defaults: FieldDefaults, specs: readonly FieldSpec[]): Field[] {
  return specs.map((spec) => createField(defaults, spec));
}

const listedTypes: Partial<Record<FieldType, string>> = {
  text: 'CHARBUF',
  path: 'FSPATH',
  bytes: 'BYTEBUF',
  ip: 'IPADDR',
  net: 'IPNET',
  dynamic: 'DYNAMIC',
  list: 'CHARBUF',
};

const withoutNumber = new Set<FieldType>(['text', 'path', 'bytes', 'bool', 'ip', 'net', 'list']);

function createField(defaults: FieldDefaults, spec: FieldSpec): Field {
  const type = spec.type ?? 'text';
  const appliesTo = 'appliesTo' in spec ? spec.appliesTo : defaults.appliesTo;
  const field: Field = {
    ...marksOf(spec),
    name: spec.name,
    class: defaults.class,
    type,
    format: spec.format ?? (withoutNumber.has(type) ? 'NA' : 'DEC'),
    listedType: listedTypes[type] ?? type.toUpperCase(),
    argument: spec.argument ?? 'none',
    classic: spec.classic ?? defaults.classic ?? true,
    description: spec.description,
    needs: spec.needs ?? defaults.needs ?? Need.NONE,
    bind: (context, argument) => bindField(field, spec, context, argument),
    ...(appliesTo && { appliesTo }),
  };
  return field;
}

/** What a row may have, taken over as it is. */
type Marks = Pick<
  Field,
  | 'argumentKind'
  | 'readArgument'
  | 'hidden'
  | 'filterOnly'
  | 'displayOnly'
  | 'ofFdEntry'
  | 'remembers'
  | 'allUnequal'
  | 'within'
>;

function marksOf(spec: FieldSpec): Marks {
  const { argumentKind, readArgument, hidden, filterOnly, displayOnly } = spec;
  const { allUnequal, within, ofFdEntry, remembers } = spec;
  return {
    ...(argumentKind && { argumentKind }),
    ...(readArgument && { readArgument }),
    ...(hidden && { hidden }),
    ...(filterOnly && { filterOnly }),
    ...(displayOnly && { displayOnly }),
    ...(ofFdEntry && { ofFdEntry }),
    ...(remembers && { remembers }),
    ...(allUnequal && { allUnequal }),
    ...(within && { within }),
  };
}

function bindField(
  field: Field,
  spec: FieldSpec,
  context: FieldContext,
  argument: string | undefined,
): BoundField {
  if (field.argument === 'none' && argument !== undefined) {
    throw argumentNeedless({ field: field.name, argument });
  }
  if (field.argument === 'required' && argument === undefined) {
    throw argumentMissing({ field: field.name, kind: field.argumentKind });
  }
  const binding: Binding = spec.bind
    ? spec.bind(context, argument)
    : { extract: spec.extract ?? noValue, write: spec.write };
  const { extract, write, extractAll } = binding;
  return {
    field,
    type: binding.type ?? field.type,
    format: binding.format ?? field.format,
    needs: binding.needs ?? field.needs,
    appliesTo: binding.appliesTo ?? field.appliesTo,
    extract,
    ...(write && { write }),
    ...(extractAll && { extractAll }),
  };
}

/** For fields whose data a capture can't hold. */
export const noValue: Extract = () => undefined;
