import { maxSatisfying } from 'semver';
import { noVersion, unknownChisel } from '../errors.ts';
import { nearest } from '@chisel/core/errors/nearest.ts';
import type { IndexVersion, RegistryIndex } from './registry-index.ts';

/** Finds the newest version of a chisel in a range. */
export function resolveVersion(
  index: RegistryIndex,
  name: string,
  range: string,
  place: string,
): IndexVersion {
  const chisel = index.chisels.find((candidate) => candidate.name === name);
  if (chisel === undefined) {
    const suggestion = nearest(
      name,
      index.chisels.map((candidate) => candidate.name),
    );
    throw unknownChisel({ name, place, suggestion });
  }
  const versions = chisel.versions.map(({ version }) => version);
  const version = maxSatisfying(versions, range);
  const found = chisel.versions.find((candidate) => candidate.version === version);
  if (found === undefined) throw noVersion({ name, range, versions });
  return found;
}
