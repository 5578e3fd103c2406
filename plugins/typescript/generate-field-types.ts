import { writeFileSync } from 'node:fs';
import { columnKindOf, type ColumnKind } from '@chisel/core/batch/column-kind.ts';
import { FieldTable } from '@chisel/core/field/field-table.ts';
import type { Field } from '@chisel/core/field/field.ts';

/** Types of values as authors see them, by the kind of column that holds them. */
const valueTypes: Record<ColumnKind, string> = {
  number: 'number',
  exact: 'number | bigint',
  bigint: 'bigint',
  bool: 'boolean',
  text: 'string',
  list: 'readonly string[]',
  plain: 'string',
};

/** The text of the SDK's `field-types.ts`, made from the field table. */
export function generateFieldTypes(): string {
  const fields = new FieldTable().all.filter((field) => !field.filterOnly);
  return `// Made from the field table by plugins/typescript/generate-field-types.ts.

/** Every field and the type of its value. */
export interface FieldTypes {
${fields.flatMap(rowsOf).join('\n')}
}

/** A field as \`fields\` declares it. */
export type FieldName = keyof FieldTypes;

/** The value of a field; undefined when the event has none. */
export type FieldValue<Name extends FieldName> = FieldTypes[Name] | undefined;
`;
}

function rowsOf(field: Field): string[] {
  const { name, argument, description } = field;
  const type =
    field.type === 'dynamic'
      ? 'number | bigint | string | boolean'
      : valueTypes[columnKindOf(field)];
  const comment = `  /** ${description.replaceAll('*/', '* /')} */`;
  const rows: string[] = [];
  if (argument !== 'required') rows.push(`${comment}\n  '${name}': ${type};`);
  if (argument !== 'none') rows.push(`${comment}\n  [name: \`${name}[\${string}]\`]: ${type};`);
  if (argument === 'required') rows.push(`${comment}\n  [name: \`${name}.\${string}\`]: ${type};`);
  return rows;
}

if (import.meta.main) {
  writeFileSync(new URL('../../sdk/field-types.ts', import.meta.url), generateFieldTypes());
}
