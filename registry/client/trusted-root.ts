import { createHash } from 'node:crypto';
import { ChiselError } from '@chisel/core/errors/chisel-error.ts';
import { fileMissing, notARegistry, untrusted, wrongRoot } from '../errors.ts';
import { limits } from '../limits.ts';
import { isUrl } from '../origin/open-origin.ts';
import type { Origin } from '../origin/origin.ts';
import { metadataPath } from '../tree/tree-paths.ts';

/** What identifies a registry for ever: the digest of its first root. */
export const fingerprintOf = (root: Buffer): string =>
  `sha256:${createHash('sha256').update(root).digest('hex')}`;

/**
 * Gets the first root of a registry that was never used here. It must have the expected fingerprint;
 * without one it is trusted from now on, unless anybody on the way could have made it.
 */
export async function firstRoot(
  origin: Origin,
  place: string,
  expected: string | undefined,
): Promise<Buffer> {
  if (expected === undefined && !isPrivate(place)) throw untrusted({ place: origin.place });
  const root = await readRoot(origin);
  const actual = fingerprintOf(root);
  if (expected !== undefined && actual !== expected) {
    throw wrongRoot({ place: origin.place, expected, actual });
  }
  return root;
}

async function readRoot(origin: Origin): Promise<Buffer> {
  try {
    return await origin.read(metadataPath('root', 1), limits.rootBytes);
  } catch (error) {
    const isMissing = error instanceof ChiselError && error.code === fileMissing.code;
    throw isMissing ? notARegistry({ place: origin.place }, error) : error;
  }
}

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** Whether nobody between here and the place can change what it says. */
function isPrivate(place: string): boolean {
  if (!isUrl(place)) return true;
  const { protocol, hostname } = new URL(place);
  return protocol === 'https:' || loopback.test(hostname);
}
