import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { packFiles, type FileMap } from '../archive/pack-files.ts';
import type { PackedChisel } from '../build/pack-chisel.ts';
import type { Toolchain } from '../install/build-candidates.ts';
import { createKeyPair, type KeyPair } from '../keys/key-pair.ts';
import { keyRing, type KeyRing } from '../keys/key-ring.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { addArchives } from '../tree/add-archives.ts';
import { initTree, type TopKeys } from '../tree/init-tree.ts';
import { targetOf } from '../tree/target-of.ts';
import { storedPath } from '../tree/tree-paths.ts';

/** A manifest that is valid and says no more than it must. */
export const goodManifest = {
  name: 'sample',
  version: '1.0.0',
  description: 'Counts events.',
  category: 'Misc',
  license: 'Apache-2.0',
  runtime: 'typescript',
  entry: 'sample.ts',
  apiVersion: 1,
  fields: ['evt.num'],
};

/** The files of a small chisel. */
export function sampleFiles(manifest: object = {}, extra: Record<string, string> = {}): FileMap {
  const files = {
    'chisel.json': JSON.stringify({ ...goodManifest, ...manifest }),
    'sample.ts': 'export default 1;\n',
    'README.md': '# sample\n',
    'test/expected.txt': '1\n',
    ...extra,
  };
  return new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]));
}

/** A folder that is gone after the test. */
export function temporaryFolder(t: Pick<TestContext, 'after'>): string {
  const folder = mkdtempSync(join(tmpdir(), 'chisel-registry-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function writeTree(folder: string, files: ReadonlyMap<string, string | Buffer>): string {
  for (const [path, data] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), data);
  }
  return folder;
}

/** The keys of a registry that signs everything with one. */
export function oneKey(): { pair: KeyPair; keys: TopKeys; ring: KeyRing } {
  const pair = createKeyPair();
  const keys = { root: pair, targets: pair, snapshot: pair, timestamp: pair };
  return { pair, keys, ring: keyRing([pair]) };
}

/** An archive with what its manifest says. */
export function packed(manifest: object = {}): PackedChisel {
  const files = sampleFiles(manifest);
  const parsed = JSON.parse(String(files.get('chisel.json'))) as Manifest;
  return { manifest: parsed, tarball: packFiles(files) };
}

/** Writes a registry that has one archive, or several. */
export function writeRegistry(
  folder: string,
  chisels: readonly PackedChisel[] = [packed()],
): string {
  const { keys, ring } = oneKey();
  addArchives(initTree(folder, keys), chisels, ring);
  return folder;
}

/** Puts other bytes where a registry has the archive of a chisel. */
export function replaceArchive(folder: string, chisel: PackedChisel, bytes: Buffer): void {
  writeFileSync(join(folder, storedPath(targetOf(chisel))), bytes);
}

/** A toolchain that accepts every program. */
export const anyProgram: Toolchain = {
  checkProgram: ({ fields }) => ({
    fields: fields.map((name) => ({ name, type: 'text', description: '', payload: false })),
  }),
  builders: {
    typescript: (sources) =>
      Promise.resolve(sources.map(() => new Map([['sample.js', 'export default 1;\n']]))),
  },
};
