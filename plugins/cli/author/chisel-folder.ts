import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findChisel } from '@chisel/registry/finding.ts';
import { loadInstalled } from '@chisel/registry/running.ts';
import { missingWord } from '../command-line/errors.ts';
import type { CommandLine } from '../command-line/parse-command-line.ts';

/** The folder of the chisel that a command names: one that is there by this path, else an installed one. */
export function chiselFolder({ command = '', words }: CommandLine): string {
  const [name] = words;
  if (name === undefined) throw missingWord({ command, usage: `${command} NAME` });
  if (existsSync(join(name, 'chisel.json'))) return resolve(name);
  const found = findChisel(name);
  if (found.kind === 'folder') return found.folder;
  return found.kind === 'installed' ? loadInstalled(found.name).folder : resolve(found.file, '..');
}
