const MAX_LENGTH = 60;
/** What `[string "…"]` and the dots leave of it. */
const MAX_TEXT = MAX_LENGTH - 12;

/** A chunk's name as messages write it: `=NAME` as it is, `@FILE` by its end, text by its first line. */
export function chunkId(chunkName: string): string {
  const rest = chunkName.slice(1);
  if (chunkName.startsWith('=')) return rest.slice(0, MAX_LENGTH - 1);
  if (chunkName.startsWith('@')) {
    return rest.length < MAX_LENGTH ? rest : `...${rest.slice(4 - MAX_LENGTH)}`;
  }
  const line = /^[^\x00-\x1f]*/.exec(chunkName)?.[0].slice(0, MAX_TEXT) ?? '';
  return `[string "${line}${line.length < chunkName.length ? '...' : ''}"]`;
}
