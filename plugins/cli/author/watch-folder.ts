import { watch } from 'node:fs';

/** Editors write a file in several steps; what follows within this time is one save. */
const SETTLE_MS = 60;

export interface Watching {
  /** Waits for the next save; false once `close` was called. */
  next(): Promise<boolean>;
  close(): void;
}

/** Watches the files of a chisel; hidden ones and `node_modules` are not among them. */
export function watchFolder(folder: string): Watching {
  let changed = false;
  let closed = false;
  let wake: (() => void) | undefined;
  let timer: NodeJS.Timeout | undefined;
  const settled = (): void => {
    changed = true;
    wake?.();
  };
  const watcher = watch(folder, { recursive: true }, (_event, path) => {
    if (path !== null && /(^|\/)(\.|node_modules(\/|$))/.test(path)) return;
    clearTimeout(timer);
    timer = setTimeout(settled, SETTLE_MS);
  });
  return {
    async next() {
      if (!changed && !closed) await new Promise<void>((resolve) => (wake = resolve));
      changed = false;
      return !closed;
    },
    close() {
      closed = true;
      clearTimeout(timer);
      watcher.close();
      wake?.();
    },
  };
}
