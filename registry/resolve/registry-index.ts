import { indexInvalid, type Problem } from '../errors.ts';
import { compileSchema } from '../manifest/compile-schema.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { parseJson } from '../manifest/parse-json.ts';
import type { Origin } from '../origin/origin.ts';

/** What `index.json` says: which chisels there are, and what proves each of them. */
export interface RegistryIndex {
  readonly formatVersion: 1;
  readonly chisels: readonly IndexChisel[];
}

export interface IndexChisel {
  readonly name: string;
  readonly versions: readonly IndexVersion[];
}

export interface IndexVersion {
  readonly version: string;
  /** Where the archive is, relative to the index. */
  readonly tarball: string;
  readonly size: number;
  readonly integrity?: string;
  readonly manifest: ManifestSummary;
}

/** The part of a manifest that can be known before the archive is fetched. */
export type ManifestSummary = Omit<Manifest, '$schema' | 'name' | 'version' | 'entry' | 'examples'>;

const checkSchema = compileSchema(new URL('index.schema.json', import.meta.url));

/** Reads and checks the index of a registry. */
export async function readIndex(origin: Origin): Promise<RegistryIndex> {
  return parseIndex(await origin.readIndex(), origin.place);
}

/** Reads the bytes of an `index.json`, or throws an error that lists every problem. */
export function parseIndex(bytes: Buffer, place: string): RegistryIndex {
  const invalid = (problems: Problem[], cause?: unknown): Error =>
    indexInvalid({ place, problems }, cause);
  const json = parseJson(bytes, invalid);
  const problems = checkSchema(json);
  if (problems.length > 0) throw invalid(problems);
  const index = json as RegistryIndex;
  const twice = repeated(index.chisels.map(({ name }) => name));
  if (twice !== undefined) throw invalid([{ path: '$.chisels', text: `has '${twice}' twice` }]);
  return index;
}

function repeated(names: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return names.find((name) => seen.size === seen.add(name).size);
}
