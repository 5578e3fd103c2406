import ssri from 'ssri';
import { integrityMismatch, integrityMissing } from '../errors.ts';

/** Gives the sha512 SRI string of the bytes when the expected one proves them; no proof is a failure. */
export function verifyIntegrity(
  bytes: Buffer,
  expected: string | undefined,
  subject: string,
): string {
  const hashes = ssri.parse(expected ?? '', { strict: true })?.['sha512'] ?? [];
  if (hashes.length === 0) throw integrityMissing({ subject });
  const actual = integrityOf(bytes);
  if (hashes.some((hash) => `sha512-${hash.digest}` === actual)) return actual;
  throw integrityMismatch({ subject, expected: expected ?? '', actual });
}

/** The sha512 SRI string of bytes. */
export function integrityOf(bytes: Buffer): string {
  return ssri.fromData(bytes, { algorithms: ['sha512'] }).toString();
}

/** The SRI string of a sha512 in hexadecimal digits; of none, undefined. */
export function sriOf(sha512: string | undefined): string | undefined {
  const isDigest = sha512 !== undefined && /^[0-9a-f]{128}$/.test(sha512);
  return isDigest ? `sha512-${Buffer.from(sha512, 'hex').toString('base64')}` : undefined;
}
