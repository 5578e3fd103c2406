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
  return (value) => {
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
  };
}

const SLASH = 0x2f;

function createFolder(): Folder {
  return { isEnd: false, children: new Map() };
}

function addPath(root: Folder, path: string): void {
  let folder = root;
  for (const component of path.split('/')) {
    if (component === '') continue;
    let child = folder.children.get(component);
    if (!child) folder.children.set(component, (child = createFolder()));
    folder = child;
  }
  folder.isEnd = true;
}
