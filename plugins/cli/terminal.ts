import { fstatSync } from 'node:fs';

const STDOUT = 1;
/** Device number of /dev/null and the like. */
const MEMORY_DEVICES = 1;

let known: boolean | undefined;

/**
 * Whether standard output is a terminal. `process.stdout` knows, but asking it loads Node's streams,
 * which a file or a pipe does without.
 */
export function writesToTerminal(): boolean {
  return (known ??= mayBeTerminal() && process.stdout.isTTY);
}

function mayBeTerminal(): boolean {
  try {
    const stats = fstatSync(STDOUT);
    return stats.isCharacterDevice() && stats.rdev >> 8 !== MEMORY_DEVICES;
  } catch {
    return false;
  }
}
