import { maxSatisfying } from 'semver';
import { noVersion } from '../errors.ts';
import type { RegistryChisel, RegistryVersion } from './catalogue.ts';

/** Finds the newest version of a chisel in a range. */
export function resolveVersion({ name, versions }: RegistryChisel, range: string): RegistryVersion {
  const known = versions.map(({ version }) => version);
  const version = maxSatisfying(known, range);
  const found = versions.find((candidate) => candidate.version === version);
  if (found === undefined) throw noVersion({ name, range, versions: known });
  return found;
}

/** The newest version of all, whatever its kind. */
export function newestVersion({ versions }: RegistryChisel): RegistryVersion | undefined {
  const known = versions.map(({ version }) => version);
  const newest =
    maxSatisfying(known, '*') ?? maxSatisfying(known, '*', { includePrerelease: true });
  return versions.find(({ version }) => version === newest);
}
