import type { TargetFile } from '@tufjs/models';
import { isChiselName } from '../spec/parse-spec.ts';
import validVersion from 'semver/functions/valid.js';

/** Where the files of a registry are in its tree. */
export const metadataFolder = 'metadata/';
export const targetsFolder = 'targets/';
export const timestampPath = `${metadataFolder}timestamp.json`;

export const metadataPath = (role: string, version: number): string =>
  `${metadataFolder}${version}.${encodeURIComponent(role)}.json`;

/** The path that a chisel's archive has in metadata: `@team/name/name-1.0.0.tgz`. */
export const targetPath = (name: string, version: string): string =>
  `${name}/${name.slice(name.indexOf('/') + 1)}-${version}.tgz`;

const targetPattern = /^(?<name>(?:@[^/]+\/)?(?<base>[^/]+))\/\k<base>-(?<version>[^/]+)\.tgz$/;

/** The chisel and version that a path in metadata stands for, if it stands for one. */
export function parseTargetPath(path: string): { name: string; version: string } | undefined {
  const { name = '', version = '' } = targetPattern.exec(path)?.groups ?? {};
  return isChiselName(name) && validVersion(version) === version ? { name, version } : undefined;
}

/** Where a target is in the tree: its digest is part of the name, so that no file ever changes. */
export function storedPath({ path, hashes }: Pick<TargetFile, 'path' | 'hashes'>): string {
  const slash = path.lastIndexOf('/') + 1;
  return `${targetsFolder}${path.slice(0, slash)}${hashes['sha512']}.${path.slice(slash)}`;
}

/** The paths that whoever may publish a name, or a whole scope as `@team/*`, may sign. */
export const pathPattern = (name: string): string => `${name}/*`;
