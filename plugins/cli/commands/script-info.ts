import { basename, dirname } from 'node:path';
import { guestError } from '@chisel/core/sandbox/guest-errors.ts';
import { defaultLimits, GuestFault } from '@chisel/core/sandbox/runtime.ts';
import { findModule, readScript, ScriptReader, type ScriptDescription } from '@chisel/lua';
import { chiselPath, findChisel, type FoundChisel } from '@chisel/registry/finding.ts';
import { chiselFolders } from '../run/chisels/chisel-folders.ts';

/** What `-i` says of a bare script; undefined when the name is none's. */
export async function scriptInfo(name: string): Promise<string | undefined> {
  const found = find(name);
  if (found?.kind !== 'lua') return undefined;
  return text(basename(found.file, '.lua'), found.file, await readFile(found.file));
}

/** Runs a script only to read what it says of itself. */
export async function readFile(file: string): Promise<ScriptDescription> {
  const name = basename(file, '.lua');
  const folders = [dirname(file), ...chiselPath(), ...chiselFolders()];
  const reader = new ScriptReader({
    answer: (question, detail) =>
      question === 'module' ? findModule(detail as string, new Map(), folders) : undefined,
  });
  try {
    return await reader.read(name, { text: readScript(file) ?? '', chunkName: `@${name}.lua` });
  } catch (error) {
    throw error instanceof GuestFault ? guestError(name, error, defaultLimits) : error;
  } finally {
    reader.close();
  }
}

function find(name: string): FoundChisel | undefined {
  try {
    return findChisel(name, { after: chiselFolders() });
  } catch {
    return undefined;
  }
}

function text(name: string, file: string, about: ScriptDescription): string {
  const { args, category, shortDescription = '', description = '' } = about;
  const lines = [
    `${name} (a Lua script)`,
    `  ${inWords(shortDescription)}`,
    '',
    ...(category === '' ? [] : [`Category:   ${inWords(category)}`]),
    `File:       ${file}`,
    'Runtime:    lua',
    '',
    inWords(description),
    ...(args.length > 0 ? ['', 'Arguments:'] : []),
    ...args.map(
      (arg) =>
        `    ${inWords(arg.name)} (${inWords(arg.type)}${arg.optional ? ', optional' : ''})  ${inWords(arg.description)}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

/** What a script says, as text that does not steer the terminal. */
function inWords(bytes: string): string {
  const words = Buffer.from(bytes, 'latin1').toString();
  return words.replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').trim();
}
