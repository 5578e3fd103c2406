import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkManifest } from '@chisel/registry';
import { badChiselName, cannotImport, cannotWrite, folderExists } from '../author/errors.ts';
import type { Learnt } from './learn-script.ts';
import { manifestOf, readmeOf } from './manifest-of.ts';

const sample = fileURLToPath(new URL('../templates/sample.scap.gz', import.meta.url));

/** Makes an installable folder of a script, beside its place first, and returns its path. */
export function writeImported(learnt: Learnt): string {
  const manifest = manifestOf(learnt);
  const problems = checkManifest(manifest);
  if (problems.some(({ path }) => path === '$.name')) throw badChiselName({ name: learnt.name });
  if (problems.length > 0) throw cannotImport({ name: learnt.name, problems });
  const folder = resolve(manifest.name);
  if (existsSync(folder)) throw folderExists({ folder });
  const staging = makeStaging(folder);
  try {
    for (const [path, text] of learnt.files) {
      mkdirSync(dirname(join(staging, path)), { recursive: true });
      writeFileSync(join(staging, path), Buffer.from(text, 'latin1'));
    }
    writeFileSync(join(staging, 'chisel.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
    writeFileSync(join(staging, 'README.md'), readmeOf(learnt));
    mkdirSync(join(staging, 'test'));
    cpSync(sample, join(staging, 'test/sample.scap.gz'));
    writeFileSync(join(staging, 'test/sample.json'), `${JSON.stringify(testCase(learnt))}\n`);
    renameSync(staging, folder);
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    throw error;
  }
  return folder;
}

function testCase({ args }: Learnt): object {
  const description = 'what it prints of a small capture';
  return { description, capture: 'sample.scap.gz', ...(args !== '' && { args }) };
}

function makeStaging(folder: string): string {
  try {
    return mkdtempSync(join(dirname(folder), '.chisel-import-'));
  } catch (error) {
    throw cannotWrite({ path: folder, reason: (error as Error).message }, error);
  }
}
