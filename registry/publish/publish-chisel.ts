import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PackedChisel } from '../build/pack-chisel.ts';
import { openRegistry, type OpenOptions } from '../client/open-registry.ts';
import type { RegistryClient } from '../client/registry-client.ts';
import { chiselHome } from '../install/home.ts';
import { readPacked } from '../operate/add-chisels.ts';
import { changeRegistry } from '../operate/change-registry.ts';
import { isUrl } from '../origin/open-origin.ts';
import { placeOf } from '../registries/registries.ts';
import { commitTree, nextVersionOf } from '../tree/commit-tree.ts';
import { targetOf } from '../tree/target-of.ts';
import { acceptPublication } from './accept-publication.ts';
import { authorKey, type AuthorKey } from './author-key.ts';
import { signNext } from './sign-next.ts';
import { postPublication } from './post-publication.ts';
import type { Publication } from './publication.ts';

export interface PublishOptions {
  readonly home?: string | undefined;
  /** The registry's name, URL or folder. */
  readonly registry: string;
  readonly root?: string | undefined;
  readonly onFirstContact?: OpenOptions['onFirstContact'];
  /** The name of the author's key; needed only by who has several. */
  readonly key?: string | undefined;
  /** The name that the registry knows the author by; the key's name when absent. */
  readonly author?: string | undefined;
  /** For a server: the token that it was told to accept. */
  readonly token?: string | undefined;
  /** For a folder: the folder with the registry's own keys. */
  readonly keys?: string | undefined;
}

export interface Published {
  readonly chisel: PackedChisel;
  readonly place: string;
  readonly author: string;
  readonly key: AuthorKey;
}

/** Publishes a chisel, a folder or an archive, in a registry; signed by its author. */
export async function publishChisel(path: string, options: PublishOptions): Promise<Published> {
  const { home = chiselHome(), root, onFirstContact } = options;
  const chisel = readPacked(path);
  const place = placeOf(options.registry, home);
  const client = await openRegistry(place, { home, root, onFirstContact });
  try {
    const key = authorKey(home, options.key);
    const author = options.author ?? key.name;
    await deliver(chisel, client, { ...options, home, place, key, author });
    client.remember();
    return { chisel, place: client.origin.place, author, key };
  } finally {
    client.close();
  }
}

interface Delivery extends Omit<PublishOptions, 'key'> {
  readonly home: string;
  readonly place: string;
  readonly key: AuthorKey;
  readonly author: string;
}

async function deliver(
  chisel: PackedChisel,
  client: RegistryClient,
  { home, place, key, author, token, keys }: Delivery,
): Promise<void> {
  const current = await client.author(author);
  const publicationOf = (metadata = current, version?: number): Publication => ({
    author,
    key: key.pair.key.keyVal['public'] ?? '',
    metadata: signNext(metadata, [targetOf(chisel)], key.pair, version),
    archive: chisel.tarball,
  });
  if (isUrl(place)) return postPublication(place, publicationOf, token);
  const folder = place.startsWith('file:') ? fileURLToPath(place) : resolve(place);
  await changeRegistry(folder, { home, keys }, (tree, ring) => {
    // in a folder nobody has published since: it is locked
    const version = nextVersionOf(tree, author);
    const publication = publicationOf(tree.signers.get(author), version);
    commitTree(tree, acceptPublication(tree, publication, ring).changes, ring);
  });
}
