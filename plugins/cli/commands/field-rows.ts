import type { SeenField } from '@chisel/registry';

/** The fields a chisel sees, as indented rows; those that show contents are marked. */
export function fieldRows(fields: readonly SeenField[]): string[] {
  const width = Math.max(0, ...fields.map(({ name }) => name.length));
  return fields.map(({ name, description, payload }) => {
    const mark = payload ? ' (shows contents, which may hold secrets)' : '';
    return `    ${name.padEnd(width)}  ${description}${mark}`;
  });
}
