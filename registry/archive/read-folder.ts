import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { folderUnfit } from '../errors.ts';
import { limits } from '../limits.ts';
import type { FileMap } from './pack-files.ts';
import { collisionFault, pathFault } from './safe-path.ts';

/** Reads the files of a chisel's folder that are part of it: all but hidden ones, `node_modules` and archives. */
export function readFolder(folder: string): FileMap {
  const files = new Map<string, Buffer>();
  let sizeBytes = 0;
  for (const path of listFiles(
    folder,
    (name) => !name.startsWith('.') && name !== 'node_modules' && !name.endsWith('.tgz'),
  )) {
    const fault = pathFault(path);
    if (fault !== undefined) throw folderUnfit({ folder, reason: `it holds ${fault}` });
    sizeBytes += statSync(join(folder, path)).size;
    if (sizeBytes > limits.unpackedBytes) {
      throw folderUnfit({ folder, reason: `it holds more than ${limits.unpackedBytes} bytes` });
    }
    files.set(path, readFileSync(join(folder, path)));
  }
  const collision = collisionFault(files.keys());
  if (collision !== undefined) throw folderUnfit({ folder, reason: `it holds ${collision}` });
  return files;
}

/** Paths of all files below a folder, in order; anything but plain files and folders is refused. */
export function listFiles(
  folder: string,
  wanted: (name: string) => boolean = () => true,
): string[] {
  const paths: string[] = [];
  const pending = [''];
  for (let prefix = pending.pop(); prefix !== undefined; prefix = pending.pop()) {
    for (const entry of readEntries(folder, prefix)) {
      if (!wanted(entry.name)) continue;
      const path = prefix + entry.name;
      if (entry.isDirectory()) pending.push(`${path}/`);
      else if (entry.isFile()) paths.push(path);
      else throw folderUnfit({ folder, reason: `${path} is a link or a device` });
    }
    if (paths.length + pending.length > limits.files) {
      throw folderUnfit({ folder, reason: `it holds more than ${limits.files} files` });
    }
  }
  return paths.sort();
}

function readEntries(folder: string, prefix: string) {
  try {
    return readdirSync(join(folder, prefix), { withFileTypes: true });
  } catch (error) {
    throw folderUnfit({ folder, reason: (error as Error).message }, error);
  }
}
