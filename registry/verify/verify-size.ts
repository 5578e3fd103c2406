import { sizeMismatch } from '../errors.ts';

/** Gives the bytes back when there are as many as the index says. */
export function verifySize(bytes: Buffer, expected: number, subject: string): Buffer {
  if (bytes.length === expected) return bytes;
  throw sizeMismatch({ subject, expected, actual: bytes.length });
}
