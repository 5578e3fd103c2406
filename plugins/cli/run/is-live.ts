import type { Settings } from '../command-line/settings.ts';

/** Whether events come from the running kernel. */
export function isLive({ files }: Settings): boolean {
  return files.includes(undefined);
}
