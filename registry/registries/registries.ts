import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { registriesInvalid } from '../errors.ts';
import { limits } from '../limits.ts';
import { writeFileAtomic } from '../lock/write-atomic.ts';
import { parseJson } from '../manifest/parse-json.ts';
import { embedded } from '../origin/open-origin.ts';
import { readBoundedFile } from '../origin/read-bounded-file.ts';

/** A registry that the user has given a name. */
export interface NamedRegistry {
  readonly name: string;
  /** Its URL or folder. */
  readonly place: string;
  /** The scopes that come from it alone: `@team`. Without any it is asked for all other names. */
  readonly scopes: readonly string[];
}

const registriesFile = (home: string): string => join(home, 'registries.json');

/** Reads the registries that the user has named; there may be none. */
export function readRegistries(home: string): NamedRegistry[] {
  const file = registriesFile(home);
  if (!existsSync(file)) return [];
  const json = parseJson(readBoundedFile(file, limits.manifestBytes), ([problem], cause) =>
    registriesInvalid({ file, reason: problem?.text ?? '' }, cause),
  );
  if (!Array.isArray(json) || !json.every(isNamedRegistry)) {
    throw registriesInvalid({ file, reason: 'it is no list of registries' });
  }
  return json;
}

/** Replaces the list; only the holder of the home's lock does. */
export function writeRegistries(home: string, registries: readonly NamedRegistry[]): void {
  writeFileAtomic(registriesFile(home), `${JSON.stringify(registries, null, 2)}\n`);
}

/** The place of a registry that is named by the user, or by its place. */
export function placeOf(registry: string, home: string): string {
  return readRegistries(home).find(({ name }) => name === registry)?.place ?? registry;
}

/**
 * The places that are asked for a chisel, in order. A scope that belongs to a registry is looked for
 * there alone, and nobody can take the names of the chisels that come with the program.
 */
export function placesFor(name: string, home: string): string[] {
  const registries = readRegistries(home);
  const scope = name.startsWith('@') ? name.slice(0, name.indexOf('/')) : undefined;
  const owner = registries.find(({ scopes }) => scope !== undefined && scopes.includes(scope));
  if (owner !== undefined) return [owner.place];
  const open = registries.filter(({ scopes }) => scopes.length === 0);
  return [embedded, ...open.map(({ place }) => place)];
}

function isNamedRegistry(json: unknown): json is NamedRegistry {
  const { name, place, scopes } = json as Partial<Record<keyof NamedRegistry, unknown>>;
  const isText = (value: unknown): boolean => typeof value === 'string';
  return isText(name) && isText(place) && Array.isArray(scopes) && scopes.every(isText);
}
