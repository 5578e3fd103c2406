import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';

/** A folder for the files of a test file, gone when its tests have ended. */
export function scratchFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `chisel-${name}-`));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
