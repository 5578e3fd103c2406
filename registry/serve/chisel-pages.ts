import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TargetFile } from '@tufjs/models';
import { unpackArchive } from '../archive/unpack-archive.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { newestVersion } from '../resolve/resolve-version.ts';
import { delegationsIn } from '../tree/delegations.ts';
import { parseTargetPath, storedPath } from '../tree/tree-paths.ts';
import { topRole, topSigner, type Tree } from '../tree/tree.ts';
import { withdrawalOf } from '../tree/withdrawals.ts';
import { verifyManifest } from '../verify/verify-manifest.ts';

/** What the web page says of a chisel. */
export interface ShownChisel {
  readonly name: string;
  readonly versions: readonly string[];
  readonly manifest: Manifest;
  readonly readme: string;
  /** What it printed in its author's test; empty when there is none. */
  readonly sample: string;
  readonly author: string;
  readonly integrity: string;
}

interface Listed {
  readonly name: string;
  readonly author: string;
  readonly versions: { version: string; target: TargetFile }[];
}

const mostSampleChars = 4000;
const mostReadmeChars = 100_000;

/** The chisels of a tree as a visitor sees them; archives are read once. */
export class ChiselPages {
  readonly #shown = new Map<string, ShownChisel>();

  all(tree: Tree): ShownChisel[] {
    return [...listed(tree).values()]
      .map((chisel) => this.#show(tree.folder, chisel))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  one(tree: Tree, name: string): ShownChisel | undefined {
    const chisel = listed(tree).get(name);
    return chisel === undefined ? undefined : this.#show(tree.folder, chisel);
  }

  #show(folder: string, chisel: Listed): ShownChisel {
    const newest = newestOf(chisel);
    const key = `${chisel.versions.length} ${newest.hashes['sha512']}`;
    const shown = this.#shown.get(key) ?? show(folder, chisel, newest);
    this.#shown.set(key, shown);
    return shown;
  }
}

function listed({ signers, ...tree }: Tree): Map<string, Listed> {
  const byName = new Map<string, Listed>();
  const top = topSigner({ signers, ...tree });
  const authors = delegationsIn(top).map(({ author }) => author);
  for (const author of [topRole, ...authors]) {
    for (const [path, target] of Object.entries(signers.get(author)?.signed.targets ?? {})) {
      const { name, version } = parseTargetPath(path) ?? {};
      if (name === undefined || version === undefined) continue;
      if (withdrawalOf(top, name, version) !== undefined) continue;
      const chisel = byName.get(name) ?? { name, author, versions: [] };
      chisel.versions.push({ version, target });
      byName.set(name, chisel);
    }
  }
  return byName;
}

function newestOf({ name, versions }: Listed): TargetFile {
  const signer = { role: '', keys: [] };
  const newest = newestVersion({
    name,
    versions: versions.map((version) => ({ ...version, signer })),
  });
  return (newest ?? versions[0])?.target as TargetFile;
}

function show(folder: string, { name, author, versions }: Listed, newest: TargetFile): ShownChisel {
  const archive = readFileSync(join(folder, storedPath(newest)));
  const files = unpackArchive(archive, name);
  const sha512 = createHash('sha512').update(archive).digest('base64');
  return {
    name,
    versions: versions.map(({ version }) => version),
    manifest: verifyManifest(files, name),
    readme: (files.get('README.md')?.toString() ?? '').slice(0, mostReadmeChars),
    sample: sampleOf(files).slice(0, mostSampleChars),
    author: author === topRole ? 'the registry' : author,
    integrity: `sha512-${sha512}`,
  };
}

/** What an author's tests expect the chisel to print. */
function sampleOf(files: ReadonlyMap<string, Buffer>): string {
  const paths = [...files.keys()].filter((path) => path.startsWith('test/'));
  const expected = paths.find((path) => /(expected|stdout|output)[^/]*$|\.(txt|out)$/.test(path));
  return expected === undefined ? '' : (files.get(expected)?.toString() ?? '');
}
