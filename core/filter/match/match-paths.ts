interface Folder {
  /** A path ends here: all below it matches. */
  isEnd: boolean;
  readonly children: Map<string, Folder>;
}

/**
 * Compiles a test whether a path is one of some paths or lies below one. Only whole components
 * count; empty ones, as of a leading or doubled slash, don't.
 */
export function compilePaths(paths: readonly string[]): (value: string) => boolean {
  const root = createFolder();
  for (const path of paths) addPath(root, path);
  const isInFolder = (value: string): boolean => walk(root, value);
  if (root.isEnd || paths.length > MAX_PREFIXES) return isInFolder;
  const prefixes = paths.map((path) => `/${componentsOf(path).join('/')}`);
  return (value) => {
    if (value.charCodeAt(0) !== SLASH || value.includes('//')) return isInFolder(value);
    for (const prefix of prefixes) {
      if (!value.startsWith(prefix)) continue;
      if (value.length === prefix.length || value.charCodeAt(prefix.length) === SLASH) return true;
    }
    return false;
  };
}

/** So few paths are compared one by one. */
const MAX_PREFIXES = 12;

function walk(root: Folder, value: string): boolean {
  let folder: Folder | undefined = root;
  let at = 0;
  while (!folder.isEnd) {
    while (value.charCodeAt(at) === SLASH) at++;
    if (at >= value.length) return false;
    const slash = value.indexOf('/', at);
    const end = slash < 0 ? value.length : slash;
    folder = folder.children.get(value.slice(at, end));
    if (folder === undefined) return false;
    at = end;
  }
  return true;
}

const SLASH = 0x2f;

function createFolder(): Folder {
  return { isEnd: false, children: new Map() };
}

function addPath(root: Folder, path: string): void {
  let folder = root;
  for (const component of componentsOf(path)) {
    let child = folder.children.get(component);
    if (!child) folder.children.set(component, (child = createFolder()));
    folder = child;
  }
  folder.isEnd = true;
}

function componentsOf(path: string): string[] {
  return path.split('/').filter((component) => component !== '');
}
