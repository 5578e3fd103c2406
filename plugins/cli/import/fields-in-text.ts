import type { FieldTable } from '@chisel/core/field/field-table.ts';

/** Texts that look like names of fields, alone or in a list with commas. */
const QUOTED = /"([a-z][\w.,[\]]*)"|'([a-z][\w.,[\]]*)'/g;

/** The fields that the texts of sources name, whatever for: what a branch not taken would have asked for. */
export function fieldsInText(sources: readonly string[], fields: FieldTable): string[] {
  const quoted = sources.flatMap((source) => [...source.matchAll(QUOTED)]);
  const names = quoted.flatMap(([, double, single]) => (double ?? single ?? '').split(','));
  return [...new Set(names)].filter((name) => name.includes('.') && isField(name, fields));
}

function isField(name: string, fields: FieldTable): boolean {
  try {
    fields.resolve(name, 'display');
    return true;
  } catch {
    return false;
  }
}
