import type { FieldTable } from '@chisel/core/field/field-table.ts';

/** Texts that look like names of fields, alone or in a list with commas. */
const QUOTED = /"([a-z][\w.,[\]]*)"|'([a-z][\w.,[\]]*)'/g;

/** The fields that the texts of sources name, whatever for: what a branch not taken would have asked for. */
export function fieldsInText(sources: readonly string[], fields: FieldTable): string[] {
  const names = new Set<string>();
  for (const source of sources) {
    for (const [, double, single] of source.matchAll(QUOTED)) {
      for (const name of (double ?? single ?? '').split(',')) {
        if (name.includes('.') && isField(name, fields)) names.add(name);
      }
    }
  }
  return [...names];
}

function isField(name: string, fields: FieldTable): boolean {
  try {
    fields.resolve(name, 'display');
    return true;
  } catch {
    return false;
  }
}
