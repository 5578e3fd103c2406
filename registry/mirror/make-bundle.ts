import { fetchVerified } from '../client/fetch-verified.ts';
import { bundleOfMany, specInvalid } from '../errors.ts';
import { chiselHome } from '../install/home.ts';
import { RegistrySet, type RegistrySetOptions } from '../registries/registry-set.ts';
import { resolveVersion } from '../resolve/resolve-version.ts';
import { parseSpec } from '../spec/parse-spec.ts';
import { storedPath } from '../tree/tree-paths.ts';
import { bundleBytes } from './bundle.ts';
import { metadataFiles } from './tree-files.ts';

/** Makes a bundle of chisels of one registry, by their names. */
export async function makeBundle(
  specs: readonly string[],
  options: Partial<RegistrySetOptions> = {},
): Promise<{ text: string; chisels: { name: string; version: string }[] }> {
  const registries = new RegistrySet({ ...options, home: options.home ?? chiselHome() });
  try {
    const found = [];
    for (const text of specs) {
      const spec = parseSpec(text);
      if (spec.kind !== 'name') throw specInvalid({ spec: text, reason: 'a bundle is of names' });
      const { client, place, chisel } = await registries.find(spec.name);
      found.push({ client, place, name: spec.name, ...resolveVersion(chisel, spec.range) });
    }
    const [first] = found;
    const places = new Set(found.map(({ place }) => place));
    if (first === undefined || places.size > 1) throw bundleOfMany({ places: [...places] });
    const files = await metadataFiles(first.client);
    for (const { client, target } of found) {
      files.set(storedPath(target), await fetchVerified(client, target));
    }
    await registries.remember();
    const chisels = found.map(({ name, version }) => ({ name, version }));
    return { text: bundleBytes({ place: first.place, chisels, files }), chisels };
  } finally {
    await registries.close();
  }
}
