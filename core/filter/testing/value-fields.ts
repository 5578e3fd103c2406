import { EventTable } from '../../event/event-table.ts';
import { defineFields, type Extract } from '../../field/define-fields.ts';
import { bracketed } from '../../field/field-arguments.ts';
import type { Field, FieldType, FieldValue } from '../../field/field.ts';
import { nearestNames } from '../../errors/nearest.ts';
import { defaultTextOptions } from '../../field/text-options.ts';
import { Event } from '../../state/event.ts';
import { State } from '../../state/state.ts';
import type { FieldLookup } from '../bind-operand.ts';
import { compileFilter, type CompiledFilter } from '../compile-filter.ts';

const types: readonly FieldType[] = [
  ...(['int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64'] as const),
  ...(['text', 'path', 'bytes', 'bool', 'double', 'reltime', 'abstime', 'port'] as const),
  ...(['ip', 'net', 'list'] as const),
];

type TestValue = FieldValue | readonly FieldValue[];

/** Values by type; `several` are those of the fields that have more than one. */
export type TestValues = Readonly<Record<string, TestValue>>;

/** A table with fields `v.TYPE` of every type, whose values tests choose. */
export class ValueFields implements FieldLookup {
  readonly table: EventTable;
  readonly #values = new Map<string, TestValue>();
  readonly #fields: ReadonlyMap<string, Field>;
  readonly #event: Event;
  /** How often some field was asked for its value. */
  extractions = 0;

  constructor(table = new EventTable('classic')) {
    this.table = table;
    this.#event = new Event(table, new State(table, 0));
    const rows = defineFields({ class: 'evt' }, [
      ...types.map((type) => ({
        name: `v.${type}`,
        type,
        description: 'A value.',
        extract: this.#extract(type),
      })),
      { name: 'v.text2', description: 'Another text.', extract: this.#extract('text2') },
      {
        name: 'v.any',
        type: 'int64',
        description: 'Several values, one by index.',
        argument: 'optional',
        argumentKind: 'v.any[INDEX]',
        readArgument: bracketed,
        bind: (_context, argument) => ({
          extract: (event) => this.#several(event)[Number(argument ?? 0)],
          ...(argument === undefined && { extractAll: (event: Event) => this.#several(event) }),
        }),
      },
      {
        name: 'v.either',
        type: 'net',
        filterOnly: true,
        allUnequal: true,
        description: 'Several addresses.',
        bind: () => ({
          extract: (event) => this.#several(event)[0],
          extractAll: (event) => this.#several(event),
        }),
      },
    ]);
    this.#fields = new Map(rows.map((field) => [field.name, field]));
  }

  readonly byName = (name: string): Field | undefined => this.#fields.get(name);
  readonly suggest = (name: string): string[] => nearestNames(name, this.#fields.keys());

  compile(text: string): CompiledFilter {
    return compileFilter(text, this, { table: this.table, text: defaultTextOptions });
  }

  /** Whether a filter holds when fields have these values, by type, and others none. */
  test(text: string | CompiledFilter, values: TestValues): boolean {
    this.#values.clear();
    for (const [type, value] of Object.entries(values)) this.#values.set(type, value);
    return (typeof text === 'string' ? this.compile(text) : text).test(this.#event);
  }

  #extract(key: string): Extract {
    return () => {
      this.extractions++;
      return this.#values.get(key) as FieldValue | undefined;
    };
  }

  #several(_event: Event): readonly FieldValue[] {
    const value = this.#values.get('several');
    return (value ?? []) as readonly FieldValue[];
  }
}
