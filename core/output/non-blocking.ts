import { constants, fstatSync, openSync, type Stats } from 'node:fs';

const { O_WRONLY, O_NONBLOCK, O_NOCTTY } = constants;
const STDOUT = 1;
const STDERR = 2;
/** Device number of /dev/null and the like. */
const MEMORY_DEVICES = 1;

/** Whether writing may wait for somebody, as a pipe, a socket or a terminal does. */
export function mayBlock(fd: number): boolean {
  const stats = statsOf(fd);
  if (stats === undefined) return false;
  if (stats.isCharacterDevice()) return stats.rdev >> 8 !== MEMORY_DEVICES;
  return stats.isFIFO() || stats.isSocket();
}

/**
 * A file descriptor for the same pipe or terminal that does not block. It is opened anew, because the
 * mode of one that is shared with other programs would change under them. A socket can't be, nor what
 * belongs to another user: those Node makes non-blocking when it is asked for its streams.
 */
export function nonBlocking(fd: number): number {
  try {
    return openSync(`/proc/self/fd/${String(fd)}`, O_WRONLY | O_NONBLOCK | O_NOCTTY);
  } catch {
    if (fd === STDOUT) void process.stdout;
    if (fd === STDERR) void process.stderr;
    return fd;
  }
}

/** Whether two file descriptors lead to the same pipe or terminal. */
export function isSamePlace(one: number, other: number): boolean {
  const [a, b] = [statsOf(one), statsOf(other)];
  return a !== undefined && a.dev === b?.dev && a.ino === b.ino;
}

/** Undefined when there is no such descriptor, as whoever writes to it will find out. */
function statsOf(fd: number): Stats | undefined {
  try {
    return fstatSync(fd);
  } catch {
    return undefined;
  }
}
