import { openRegistry } from '../client/open-registry.ts';
import { chiselHome } from '../install/home.ts';
import { placeOf } from '../registries/registries.ts';
import { authorKey } from './author-key.ts';
import { signNext } from './sign-next.ts';

/** What an author gives to those who run a registry, to be trusted with names: it has no secret in it. */
export interface AuthorRequest {
  readonly author: string;
  /** The public key, 64 hexadecimal digits. */
  readonly key: string;
  /** The author's metadata, signed with that key. */
  readonly metadata: unknown;
}

/**
 * Makes the request of an author, for the key with a name. With a registry that knows the author, all that
 * was published is signed anew: that is how a key takes the place of another.
 */
export async function authorRequest(options: {
  readonly home?: string | undefined;
  readonly key?: string | undefined;
  readonly author?: string | undefined;
  readonly registry?: string | undefined;
  readonly root?: string | undefined;
}): Promise<AuthorRequest> {
  const { home = chiselHome(), registry, root } = options;
  const { name, pair } = authorKey(home, options.key);
  const author = options.author ?? name;
  const current =
    registry === undefined ? undefined : await published(registry, author, { home, root });
  const metadata = JSON.parse(signNext(current, [], pair).toString()) as unknown;
  return { author, key: pair.key.keyVal['public'] ?? '', metadata };
}

async function published(
  registry: string,
  author: string,
  { home, root }: { home: string; root: string | undefined },
) {
  const client = await openRegistry(placeOf(registry, home), { home, root });
  try {
    return await client.author(author);
  } finally {
    client.close();
  }
}
