import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { GuestFault } from '@chisel/core/sandbox/runtime.ts';
import { findModule, readScript, ScriptReader, type ScriptDescription } from '@chisel/lua';
import { chiselPath } from '@chisel/registry/finding.ts';
import { chiselFolders } from '../chisels/chisel-folders.ts';

/** A script in one of the chisel folders. */
export interface FoundScript {
  readonly name: string;
  readonly file: string;
  /** What it says of itself; undefined when it can't be read. */
  readonly about: ScriptDescription | undefined;
}

/** All scripts of the chisel folders, read; of several with one name the first. `only` narrows by name. */
export async function scriptsInFolders(only?: (name: string) => boolean): Promise<FoundScript[]> {
  const folders = listedFolders();
  const reader = new ScriptReader({
    answer: (question, detail) =>
      question === 'module' ? findModule(detail as string, new Map(), folders) : undefined,
  });
  const files = filesByName(folders);
  const found: FoundScript[] = [];
  for (const [name, file] of files) {
    if (only?.(name) === false) continue;
    found.push({ name, file, about: await read(reader, name, file) });
  }
  reader.close();
  return found;
}

/** The names of scripts that look like chisels, without running them. */
export function scriptNames(): string[] {
  const files = [...filesByName(listedFolders())];
  return files
    .filter(([, file]) => /^short_description\b/m.test(readScript(file) ?? ''))
    .map(([name]) => name);
}

/** The current folder is searched for a name, but not listed. */
function listedFolders(): string[] {
  return [...chiselPath(), ...chiselFolders().filter((folder) => folder !== '.')];
}

function filesByName(folders: readonly string[]): Map<string, string> {
  const files = new Map<string, string>();
  for (const folder of folders) {
    for (const file of scriptFiles(folder)) {
      const name = file.replace(/\.lua$/, '');
      if (!files.has(name)) files.set(name, join(folder, file));
    }
  }
  return files;
}

function scriptFiles(folder: string): string[] {
  try {
    return readdirSync(folder).filter((file) => file.endsWith('.lua'));
  } catch {
    return [];
  }
}

async function read(
  reader: ScriptReader,
  name: string,
  file: string,
): Promise<ScriptDescription | undefined> {
  const text = readScript(file);
  if (text === undefined) return undefined;
  try {
    return await reader.read(name, { text, chunkName: `@${name}.lua` });
  } catch (error) {
    if (error instanceof GuestFault) return undefined;
    throw error;
  }
}
