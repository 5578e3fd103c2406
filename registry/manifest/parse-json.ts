import type { Problem } from '../errors.ts';

/** Parses bytes as UTF-8 JSON; `invalid` makes the error when they are not. */
export function parseJson(
  bytes: Buffer,
  invalid: (problems: Problem[], cause: unknown) => Error,
): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch (error) {
    throw invalid([{ path: '$', text: `is not JSON: ${(error as Error).message}` }], error);
  }
}
