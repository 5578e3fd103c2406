import { metadataInvalid } from '../errors.ts';

/** Names of chisels and scopes, with at most one star in each part: nothing that takes long to match. */
const plainPath = /^[\w@.-]*\*?[\w@.-]*(\/[\w@.-]*\*?[\w@.-]*){0,3}$/;
const longestPath = 512;
const longestShown = 60;

interface Delegating {
  readonly signed?: {
    readonly delegations?: { readonly roles?: readonly { readonly paths?: readonly unknown[] }[] };
  };
}

/**
 * Refuses metadata that lets somebody sign for paths that are no names of chisels. The updater matches
 * them as file patterns, in which a few braces stand for more texts than there is memory.
 */
export function refuseWidePaths(metadata: Buffer, file: string): void {
  const wide = pathsIn(metadata).find((path) => !isPlain(path));
  if (wide === undefined) return;
  const shown = JSON.stringify(wide)?.slice(0, longestShown) ?? '';
  throw metadataInvalid({ file, reason: `it lets somebody sign for ${shown}, no name of chisels` });
}

function isPlain(path: unknown): boolean {
  return typeof path === 'string' && path.length <= longestPath && plainPath.test(path);
}

/** What is no metadata the updater refuses. */
function pathsIn(metadata: Buffer): unknown[] {
  try {
    const { signed } = JSON.parse(metadata.toString()) as Delegating;
    return (signed?.delegations?.roles ?? []).flatMap(({ paths }) => paths ?? []);
  } catch {
    return [];
  }
}
