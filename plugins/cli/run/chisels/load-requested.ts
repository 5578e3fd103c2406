import { basename, dirname } from 'node:path';
import { guestError } from '@chisel/core/sandbox/guest-errors.ts';
import { defaultLimits, GuestFault, type Limits } from '@chisel/core/sandbox/runtime.ts';
import { readScript } from '@chisel/lua';
import { chiselPath, findChisel } from '@chisel/registry/finding.ts';
import { manifestLimits } from '@chisel/registry/manifest/manifest.ts';
import type { LoadedChisel } from '@chisel/registry/running.ts';
import type { Run } from '../../commands/read.ts';
import type { Language } from '../language.ts';
import { asBytes, ScriptChisel } from '../lua/script-chisel.ts';
import type { ScriptPlace } from '../lua/script-place.ts';
import { chiselFolders } from './chisel-folders.ts';
import { reachOfManifest, reachOfScript } from './reach.ts';
import type { RequestedChisel } from './requested-chisel.ts';

/** Loads the chisel of a name or path. */
export async function loadRequested(
  name: string,
  run: Run,
  language: Language,
): Promise<RequestedChisel> {
  const found = findChisel(name, { after: chiselFolders() });
  if (found.kind === 'lua') return loadScript(scriptOfFile(found.file, run), run, language);
  const { loadFolder, loadInstalled } = await import('@chisel/registry/running.ts');
  const loaded = found.kind === 'installed' ? loadInstalled(found.name) : loadFolder(found.folder);
  if (loaded.manifest.runtime === 'lua') {
    return loadScript(scriptOfFolder(loaded, run), run, language);
  }
  const { FolderChisel } = await import('./folder-chisel.ts');
  return new FolderChisel(loaded, run, language);
}

/** Old scripts know of no limits, so theirs are wide. */
const scriptLimits: Limits = { ...defaultLimits, memoryMb: 512, timeMs: 20_000 };

interface Script {
  readonly place: ScriptPlace;
  readonly text: string;
  readonly path: string;
}

async function loadScript(
  { place, text, path }: Script,
  run: Run,
  language: Language,
): Promise<RequestedChisel> {
  try {
    const source = { text, chunkName: `@${path}` };
    return await ScriptChisel.load(place, source, run, language);
  } catch (error) {
    throw error instanceof GuestFault ? guestError(place.name, error, place.limits) : error;
  }
}

/** Where modules of any script are looked for. */
function moduleFolders(): string[] {
  return [...chiselPath(), ...chiselFolders()];
}

/** A bare script declares nothing: it sees all events and fields, and may do what is allowed to it. */
function scriptOfFile(file: string, { settings }: Run): Script {
  const path = basename(file);
  return {
    path,
    text: readScript(file) ?? '',
    place: {
      name: path.replace(/\.lua$/, ''),
      files: new Map(),
      folders: [dirname(file), ...moduleFolders()],
      limits: scriptLimits,
      ...reachOfScript(settings),
      checkField: () => undefined,
      filterFor: (filter) => filter,
    },
  };
}

/** A script with a manifest has what that declares. */
function scriptOfFolder({ manifest, program }: LoadedChisel, { settings }: Run): Script {
  const { name, entry, fields, filter: own } = manifest;
  const files = new Map([...program.files].map(([path, text]) => [path, asBytes(text)]));
  return {
    path: entry,
    text: files.get(entry) ?? '',
    place: {
      name,
      files,
      folders: [],
      limits: { ...defaultLimits, ...manifestLimits(manifest) },
      ...reachOfManifest(manifest, settings),
      checkField: (field) => {
        if (fields.includes(field)) return;
        throw new Error(`it wants ${field}, which its chisel.json does not declare`);
      },
      filterFor: (filter) => {
        if (own === undefined) return filter;
        return filter === '' || filter === own ? own : `(${own}) and (${filter})`;
      },
    },
  };
}
