import {
  close,
  createReadStream,
  fstat,
  fstatSync,
  open,
  openSync,
  statSync,
  type Stats,
} from 'node:fs';
import { promisify } from 'node:util';
import type { ByteSource } from './byte-source.ts';
import { captureIsDirectory, captureMissing, captureUnreadable } from '../errors.ts';
import { FileBytes } from './file-bytes.ts';
import { StreamBytes } from './stream-bytes.ts';

const openFd = promisify(open);
const statFd = promisify(fstat);
const closeFd = promisify(close);
const STDIN = 0;

/** An open file or pipe, not yet uncompressed. */
export interface OpenedBytes {
  source: ByteSource;
  /** Undefined for a pipe. */
  sizeBytes: number | undefined;
}

/** Opens a file by name; `-` is standard input. */
export async function openBytes(file: string): Promise<OpenedBytes> {
  try {
    // At once, without handing it to another thread: but a pipe with a name waits for its writer.
    if (file !== '-' && statSync(file, { throwIfNoEntry: false })?.isFile())
      return openFile(openSync(file, 'r'));
    const fd = file === '-' ? STDIN : await openFd(file, 'r');
    const stats = await statFd(fd);
    if (stats.isDirectory()) {
      if (fd !== STDIN) await closeFd(fd);
      throw captureIsDirectory({ file });
    }
    return await openDescriptor(fd, stats);
  } catch (error) {
    throw readFailure(file, error);
  }
}

function openFile(fd: number): OpenedBytes {
  const { size } = fstatSync(fd);
  return { source: new FileBytes(fd, size), sizeBytes: size };
}

/** A failure of the system as an error for the user; others stay what they are. */
export function readFailure(file: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('syscall' in error)) return error;
  if ('code' in error && error.code === 'ENOENT') return captureMissing({ file }, error);
  if ('code' in error && error.code === 'EISDIR') return captureIsDirectory({ file }, error);
  return captureUnreadable({ file, reason: error.message }, error);
}

async function openDescriptor(fd: number, stats: Stats): Promise<OpenedBytes> {
  if (stats.isFile()) return { source: new FileBytes(fd, stats.size), sizeBytes: stats.size };
  // A waiting read of a pipe would keep the process from ending, so the event loop waits for it.
  if (fd === STDIN) return { source: new StreamBytes(process.stdin), sizeBytes: undefined };
  if (stats.isCharacterDevice()) {
    return { source: new StreamBytes(createReadStream('', { fd })), sizeBytes: undefined };
  }
  // Loaded on use: most captures are files, and a start should not wait for the network's code.
  const { Socket } = await import('node:net');
  const stream = new Socket({ fd, readable: true, writable: false });
  return { source: new StreamBytes(stream), sizeBytes: undefined };
}
