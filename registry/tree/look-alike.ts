/**
 * A name with what an eye takes for the same made the same: separators, digits that look like letters.
 * Names have no letters but a to z, so these are all that can be taken for one another.
 */
export function skeletonOf(name: string): string {
  return name
    .replaceAll(/[-_]/g, '')
    .replaceAll('0', 'o')
    .replaceAll(/[1i]/g, 'l')
    .replaceAll('5', 's')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w');
}

/** A name that could be taken for this one, if there is one. */
export function lookAlike(name: string, others: Iterable<string>): string | undefined {
  const skeleton = skeletonOf(name);
  return [...others].find((other) => other !== name && skeletonOf(other) === skeleton);
}
