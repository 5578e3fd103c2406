import { limits } from '../limits.ts';

const segmentPattern = /^[A-Za-z0-9_@+][A-Za-z0-9._@+-]*$/;

/**
 * Says why a path may not be used below a folder, or undefined when it may.
 * The alphabet is small on purpose: nothing that a file system, a terminal or an eye could take for something else.
 */
export function pathFault(path: string): string | undefined {
  if (path === '') return 'an empty path';
  if (path.length > limits.pathLength) return `a path of more than ${limits.pathLength} characters`;
  if (path.startsWith('/')) return 'an absolute path';
  const segments = path.split('/');
  if (segments.includes('..')) return "a path that climbs out with '..'";
  const bad = segments.find((segment) => !segmentPattern.test(segment));
  return bad === undefined ? undefined : `the name ${JSON.stringify(bad)} in a path`;
}

/** Says why a set of paths cannot be told apart on every file system, or undefined when it can. */
export function collisionFault(paths: Iterable<string>): string | undefined {
  const seen = new Map<string, string>();
  const folders = new Map<string, string>();
  for (const path of paths) {
    const key = path.toLowerCase();
    const other = seen.get(key);
    if (other === path) return `two files at ${path}`;
    if (other !== undefined) return `${other} and ${path}, which differ only in case`;
    seen.set(key, path);
    const fault = folderFault(folders, path);
    if (fault !== undefined) return fault;
  }
  const both = [...seen].find(([key]) => folders.has(key));
  return both === undefined ? undefined : `${both[1]}, which is both a file and a folder`;
}

function folderFault(folders: Map<string, string>, path: string): string | undefined {
  for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', end + 1)) {
    const folder = path.slice(0, end);
    const other = folders.get(folder.toLowerCase());
    if (other !== undefined && other !== folder) {
      return `${other}/ and ${folder}/, which differ only in case`;
    }
    folders.set(folder.toLowerCase(), folder);
  }
  return undefined;
}
