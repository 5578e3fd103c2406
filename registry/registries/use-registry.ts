import { resolve } from 'node:path';
import { openRegistry, type OpenOptions } from '../client/open-registry.ts';
import { trustStore } from '../client/trust-store.ts';
import { fingerprintOf } from '../client/trusted-root.ts';
import { registryNameWrong } from '../errors.ts';
import { chiselHome, openHome } from '../install/home.ts';
import { withLock } from '../lock/with-lock.ts';
import { embedded, isUrl, openOrigin } from '../origin/open-origin.ts';
import { limits } from '../limits.ts';
import { metadataPath } from '../tree/tree-paths.ts';
import { readRegistries, writeRegistries, type NamedRegistry } from './registries.ts';

export interface UseOptions extends Partial<OpenOptions> {
  readonly scopes?: readonly string[] | undefined;
}

/** Gives a registry a name, after it was verified; from then on it is asked too. */
export async function useRegistry(
  name: string,
  place: string,
  { home = chiselHome(), root, onFirstContact, scopes = [] }: UseOptions = {},
): Promise<NamedRegistry & { fingerprint: string }> {
  if (!/^[a-z0-9][a-z0-9-]{0,31}$/.test(name) || name === embedded)
    throw registryNameWrong({ name });
  const bad = scopes.find((scope) => !/^@[a-z0-9][a-z0-9-]*$/.test(scope));
  if (bad !== undefined) throw registryNameWrong({ name: bad });
  const known = isUrl(place) || place.startsWith('file:') ? place : resolve(place);
  const client = await openRegistry(known, { home, root, onFirstContact });
  try {
    const first = await client.origin.read(metadataPath('root', 1), limits.rootBytes);
    const added = { name, place: known, scopes: [...scopes] };
    await change(home, (all) => [...all.filter((other) => other.name !== name), added]);
    client.remember();
    return { ...added, fingerprint: fingerprintOf(first) };
  } finally {
    client.close();
  }
}

/**
 * Forgets a registry by its name, and that its keys are trusted, unless another name is of the same place.
 * What was installed from it stays.
 */
export async function forgetRegistry(name: string, home = chiselHome()): Promise<void> {
  const forgotten = readRegistries(home).find((registry) => registry.name === name);
  if (forgotten === undefined) throw registryNameWrong({ name });
  await change(home, (all) => {
    const left = all.filter((registry) => registry.name !== name);
    const isUsed = left.some(({ place }) => place === forgotten.place);
    if (!isUsed) trustStore(home, openOrigin(forgotten.place).place).forget();
    return left;
  });
}

async function change(
  home: string,
  make: (all: NamedRegistry[]) => readonly NamedRegistry[],
): Promise<void> {
  await withLock(openHome(home), () => writeRegistries(home, make(readRegistries(home))));
}
