import { columnKindOf, type ColumnKind } from '@chisel/core/batch/column-kind.ts';
import type { EventTable } from '@chisel/core/event/event-table.ts';
import { FieldTable, type FieldUse, type FoundField } from '@chisel/core/field/field-table.ts';
import type { BoundField, FieldValue } from '@chisel/core/field/field.ts';
import type { CompiledFilter } from '@chisel/core/filter/compile-filter.ts';
import { Match } from '@chisel/core/filter/match-types.ts';
import type { Event } from '@chisel/core/state/event.ts';
import type { Settings } from '../command-line/settings.ts';
import { Language } from '../run/language.ts';

/** One synthetic event: values by the names of fields, in the place of what an event is decoded to. */
export interface RowEvent extends Event {
  readonly row: ReadonlyMap<string, FieldValue>;
}

/** Fields and filters for rows: a field is what the row says, and every row passes. */
export class RowLanguage extends Language {
  override readonly fields: RowFields;

  constructor(table: EventTable, settings: Settings) {
    super(table, settings);
    this.fields = new RowFields(table);
  }

  override compileFilter(text: string): CompiledFilter {
    const compiled = super.compileFilter(text);
    return {
      ...compiled,
      needs: 0,
      types: compiled.types.map(() => Match.ALWAYS),
      test: () => true,
    };
  }
}

/** The fields that chisels of the run declare, bound to rows. */
export class RowFields extends FieldTable {
  /** Kind of the column of each field that was asked for. */
  readonly kinds = new Map<string, ColumnKind>();

  override resolve(name: string, use?: FieldUse): FoundField {
    const found = super.resolve(name, use);
    if (use !== 'display') return found;
    this.kinds.set(name, columnKindOf(found.field));
    const bind: typeof found.field.bind = (context, argument) =>
      boundToRow(name, found.field.bind(context, argument));
    return { ...found, field: { ...found.field, bind } };
  }
}

/** Addresses are texts in a row already, so the type says so. */
function boundToRow(name: string, bound: BoundField): BoundField {
  const { field, type, format } = bound;
  return {
    field,
    format,
    type: type === 'ip' ? 'text' : type,
    needs: 0,
    extract: (event) => (event as RowEvent).row.get(name),
  };
}
