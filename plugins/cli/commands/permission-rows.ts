import { manifestLimits, reachOf, type Manifest, type SeenField } from '@chisel/registry';

/** All that a chisel may see, reach and use, in plain words, as rows below headings. */
export function permissionRows(manifest: Manifest, fields: readonly SeenField[]): string[] {
  const { memoryMb, timeMs } = manifestLimits(manifest);
  const reach = reachOf(manifest);
  return [
    manifest.filter === undefined ? '  sees all events' : `  sees events with ${manifest.filter}`,
    ...fieldRows(fields),
    ...(reach.length > 0 ? reach.map(({ words }) => `  ${words}`) : ['  has no output']),
    `  uses at most ${String(memoryMb)} MB of memory, and ${String(timeMs)} ms for a batch of events`,
  ];
}

/** The fields as indented rows; those that show contents are marked. */
function fieldRows(fields: readonly SeenField[]): string[] {
  const width = Math.max(0, ...fields.map(({ name }) => name.length));
  return fields.map(({ name, description, payload }) => {
    const mark = payload ? ' (shows contents, which may hold secrets)' : '';
    return `    ${name.padEnd(width)}  ${description}${mark}`;
  });
}
