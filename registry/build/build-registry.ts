import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compare } from 'semver';
import { packFiles } from '../archive/pack-files.ts';
import { readFolder } from '../archive/read-folder.ts';
import { folderUnfit } from '../errors.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { IndexVersion, ManifestSummary, RegistryIndex } from '../resolve/registry-index.ts';
import { integrityOf } from '../verify/verify-integrity.ts';
import { verifyManifest } from '../verify/verify-manifest.ts';

interface PackedChisel {
  readonly manifest: Manifest;
  readonly tarball: Buffer;
}

/** Builds a registry from a folder of chisels: the same bytes from the same files, on any machine. */
export function buildRegistry(chiselsFolder: string, outFolder: string): RegistryIndex {
  const packed = readdirSync(chiselsFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => packChisel(join(chiselsFolder, entry.name)))
    .sort((a, b) => compareNames(a.manifest, b.manifest));
  rmSync(join(outFolder, 'tarballs'), { recursive: true, force: true });
  for (const { manifest, tarball } of packed) {
    const file = join(outFolder, tarballPath(manifest));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, tarball);
  }
  const index = createIndex(packed);
  mkdirSync(outFolder, { recursive: true });
  writeFileSync(join(outFolder, 'index.json'), `${JSON.stringify(index, null, 2)}\n`);
  return index;
}

/** Reads a chisel's folder, checks that it may be published, and packs it. */
export function packChisel(folder: string): PackedChisel {
  const files = readFolder(folder);
  const manifest = verifyManifest(files, folder);
  if (!files.has('README.md')) throw folderUnfit({ folder, reason: 'it has no README.md' });
  if (![...files.keys()].some((path) => path.startsWith('test/'))) {
    throw folderUnfit({ folder, reason: 'it has no test/' });
  }
  return { manifest, tarball: packFiles(files) };
}

function createIndex(packed: readonly PackedChisel[]): RegistryIndex {
  const byName = Map.groupBy(packed, ({ manifest }) => manifest.name);
  const chisels = [...byName].map(([name, versions]) => ({
    name,
    versions: versions.map(indexVersion),
  }));
  return { formatVersion: 1, chisels };
}

function indexVersion({ manifest, tarball }: PackedChisel): IndexVersion {
  return {
    version: manifest.version,
    tarball: tarballPath(manifest),
    size: tarball.length,
    integrity: integrityOf(tarball),
    manifest: summary(manifest),
  };
}

function summary(manifest: Manifest): ManifestSummary {
  const { description, category, license, runtime, apiVersion, filter, fields } = manifest;
  return {
    description,
    category,
    license,
    runtime,
    apiVersion,
    ...(filter === undefined ? {} : { filter }),
    fields,
    ...(manifest.args === undefined ? {} : { args: manifest.args }),
    ...(manifest.limits === undefined ? {} : { limits: manifest.limits }),
  };
}

const tarballPath = ({ name, version }: Manifest): string => `tarballs/${name}-${version}.tgz`;

const compareNames = (a: Manifest, b: Manifest): number =>
  a.name === b.name ? compare(a.version, b.version) : a.name < b.name ? -1 : 1;
