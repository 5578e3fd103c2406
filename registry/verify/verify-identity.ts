import { identityMismatch } from '../errors.ts';
import type { Manifest } from '../manifest/manifest.ts';

/** Gives the manifest back when it is of the chisel and version that the index promised. */
export function verifyIdentity(
  manifest: Manifest,
  expected: { name: string; version: string },
): Manifest {
  const { name, version } = manifest;
  if (name === expected.name && version === expected.version) return manifest;
  throw identityMismatch({
    expected: `${expected.name}@${expected.version}`,
    actual: `${name}@${version}`,
  });
}
