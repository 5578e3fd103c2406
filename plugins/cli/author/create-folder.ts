import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkManifest, type Manifest } from '@chisel/registry';
import { cannotWrite, badChiselName, folderExists } from './errors.ts';
import { writeTypes } from './write-types.ts';

const templates = fileURLToPath(new URL('../templates/', import.meta.url));

/**
 * Makes the folder of a new chisel that already runs and passes its test, and returns its path.
 * It is made beside its place and moved there when it is complete.
 */
export function createFolder(name: string, runtime: Manifest['runtime']): string {
  const folder = resolve(name.replace(/^@[^/]*\//, ''));
  const files = templateFiles(runtime, name);
  const manifest: unknown = JSON.parse(files.get('chisel.json') ?? '');
  if (checkManifest(manifest).length > 0) throw badChiselName({ name });
  if (existsSync(folder)) throw folderExists({ folder });
  const staging = makeStaging(folder);
  try {
    writeFiles(staging, files);
    cpSync(join(templates, 'sample.scap.gz'), join(staging, 'test/sample.scap.gz'));
    writeTypes(staging, runtime);
    renameSync(staging, folder);
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    throw error;
  }
  return folder;
}

/** What differs between chisels stands in the templates as `{{name}}` and `{{file}}`. */
function templateFiles(runtime: string, name: string): Map<string, string> {
  const file = name.replace(/^@[^/]*\//, '');
  const fill = (text: string): string =>
    text.replaceAll('{{name}}', name).replaceAll('{{file}}', file);
  const from = join(templates, runtime);
  const paths = readdirSync(from, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(from.length + 1));
  return new Map(
    paths.map((path) => [
      path.replace(/^main\./, `${file}.`).replace(/^luarc\./, '.luarc.'),
      fill(readFileSync(join(from, path), 'utf8')),
    ]),
  );
}

function makeStaging(folder: string): string {
  try {
    return mkdtempSync(join(dirname(folder), '.chisel-create-'));
  } catch (error) {
    throw cannotWrite({ path: folder, reason: (error as Error).message }, error);
  }
}

function writeFiles(folder: string, files: ReadonlyMap<string, string>): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
