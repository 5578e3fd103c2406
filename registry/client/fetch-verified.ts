import type { TargetFile } from '@tufjs/models';
import type { RegistryClient } from './registry-client.ts';
import { sriOf, verifyIntegrity } from '../verify/verify-integrity.ts';
import { verifySize } from '../verify/verify-size.ts';

/** Gets the bytes of a target and proves them. */
export async function fetchVerified(client: RegistryClient, target: TargetFile): Promise<Buffer> {
  const bytes = await client.fetch(target);
  verifySize(bytes, target.length, target.path);
  verifyIntegrity(bytes, sriOf(target.hashes['sha512']), target.path);
  return bytes;
}
