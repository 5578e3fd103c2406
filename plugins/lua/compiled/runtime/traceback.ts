import type { Frame } from './code-sites.ts';

/** Lines as `debug.traceback` writes them, innermost first. */
export function traceback(frames: readonly Frame[]): string {
  return ['stack traceback:', ...frames.map((frame) => `\n\t${describe(frame)}`)].join('');
}

function describe({ site, chunkId }: Frame): string {
  if (!site) return '[C]: in ?';
  const { line, functionLine = 0 } = site;
  const where = functionLine === 0 ? 'main chunk' : `function <${chunkId}:${functionLine}>`;
  return `${chunkId}:${line}: in ${where}`;
}
