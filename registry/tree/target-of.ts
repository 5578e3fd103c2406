import { createHash } from 'node:crypto';
import { TargetFile } from '@tufjs/models';
import type { Manifest } from '../manifest/manifest.ts';
import type { PackedChisel } from '../build/pack-chisel.ts';
import { targetPath } from './tree-paths.ts';

/** What metadata says of an archive: what proves its bytes, and what can be known before they are fetched. */
export function targetOf({ manifest, tarball }: PackedChisel): TargetFile {
  const sha512 = createHash('sha512').update(tarball).digest('hex');
  return new TargetFile({
    path: targetPath(manifest.name, manifest.version),
    length: tarball.length,
    hashes: { sha512 },
    unrecognizedFields: { custom: summary(manifest) },
  });
}

type Custom = Record<string, string | string[] | number>;

/** Canonical JSON, which is what is signed, has no fractions: nothing with a number of any kind is here. */
function summary(manifest: Manifest): Custom {
  const { description, category, license, runtime, apiVersion, filter, fields } = manifest;
  const always = { description, category, license, runtime, apiVersion, fields: [...fields] };
  return filter === undefined ? always : { ...always, filter };
}
