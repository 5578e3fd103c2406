import { ChiselError } from '@chisel/core/errors/chisel-error.ts';
import { fetchVerified } from '../client/fetch-verified.ts';
import { openRegistry } from '../client/open-registry.ts';
import type { RegistryClient } from '../client/registry-client.ts';
import { atMost } from '../install/at-most.ts';
import { chiselHome } from '../install/home.ts';
import { placeOf } from '../registries/registries.ts';
import { readCatalogue, type RegistryChisel, type RegistryVersion } from '../resolve/catalogue.ts';
import { daysUntil } from '../tree/expiry.ts';
import { lookAlike } from '../tree/look-alike.ts';
import { targetOf } from '../tree/target-of.ts';
import { verifyIdentity } from '../verify/verify-identity.ts';
import { openPacked } from './add-chisels.ts';

/** What a look at everything in a registry has found. */
export interface RegistryAudit {
  readonly place: string;
  readonly chisels: number;
  readonly archives: number;
  /** The moment until which its state is good. */
  readonly expires: string;
  /** Sentences; empty when all is well. */
  readonly problems: readonly string[];
}

const fetchesAtOnce = 8;
const soonDays = 7;

/** Verifies all metadata and all archives of a registry, as one who installs each of them would. */
export async function auditRegistry(
  registry: string,
  options: { readonly home?: string | undefined; readonly root?: string | undefined } = {},
): Promise<RegistryAudit> {
  const home = options.home ?? chiselHome();
  const client = await openRegistry(placeOf(registry, home), { home, root: options.root });
  try {
    const chisels = await readCatalogue(client);
    const all = chisels.flatMap(({ name, versions }) =>
      versions.map((version) => ({ name, ...version })),
    );
    const faults = await atMost(fetchesAtOnce, all, (version) => faultOf(client, version));
    const { expires } = client.timestamp().signed;
    const problems = [
      ...(daysUntil(expires) < soonDays ? [`its state is good until ${expires} only`] : []),
      ...lookAlikes(chisels),
      ...faults.filter((fault) => fault !== undefined),
    ];
    const counts = { chisels: chisels.length, archives: all.length };
    return { place: client.origin.place, ...counts, expires, problems };
  } finally {
    client.close();
  }
}

async function faultOf(
  client: RegistryClient,
  { name, version, target }: RegistryVersion & { name: string },
): Promise<string | undefined> {
  const subject = `${name}@${version}`;
  try {
    const tarball = await fetchVerified(client, target);
    const packed = openPacked(tarball, subject);
    verifyIdentity(packed.manifest, { name, version });
    const isSame = JSON.stringify(targetOf(packed).custom) === JSON.stringify(target.custom);
    return isSame ? undefined : `${subject}: its metadata says other things than its manifest`;
  } catch (error) {
    if (error instanceof ChiselError) return `${subject}: ${error.message}`;
    throw error;
  }
}

function lookAlikes(chisels: readonly RegistryChisel[]): string[] {
  const names = chisels.map(({ name }) => name);
  return names.flatMap((name, i) => {
    const other = lookAlike(name, names.slice(i + 1));
    return other === undefined ? [] : [`${name} and ${other} can be taken for one another`];
  });
}
