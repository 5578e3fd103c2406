import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { packFiles, type FileMap } from '../archive/pack-files.ts';
import type { Toolchain } from '../install/build-candidate.ts';
import { integrityOf } from '../verify/verify-integrity.ts';

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

/** What an index says about one archive; any part of it can be made wrong. */
export function indexOf(tarball: Buffer, version: object = {}, chisel: object = {}): object {
  const { name, description, category, license, runtime } = goodManifest;
  const entry = {
    version: '1.0.0',
    tarball: 'tarballs/sample-1.0.0.tgz',
    size: tarball.length,
    integrity: integrityOf(tarball),
    manifest: { description, category, license, runtime },
    ...version,
  };
  return { formatVersion: 1, chisels: [{ name, versions: [entry], ...chisel }] };
}

/** Writes a registry that has one archive. */
export function writeRegistry(
  folder: string,
  tarball: Buffer = packFiles(sampleFiles()),
  index: object = indexOf(tarball),
): string {
  return writeTree(
    folder,
    new Map<string, string | Buffer>([
      ['index.json', JSON.stringify(index)],
      ['tarballs/sample-1.0.0.tgz', tarball],
    ]),
  );
}

/** A toolchain that accepts every program. */
export const anyProgram: Toolchain = {
  checkProgram: ({ fields }) => ({
    fields: fields.map((name) => ({ name, type: 'text', description: '', payload: false })),
  }),
  builders: { typescript: () => new Map([['sample.js', 'export default 1;\n']]) },
};
