import { ChiselError } from '@chisel/core/errors/chisel-error.ts';
import {
  expired,
  metadataChanged,
  metadataInvalid,
  rolledBack,
  signatureMissing,
} from '../errors.ts';
import type { OriginFetcher } from './fetcher.ts';

interface Facts {
  readonly place: string;
  readonly file: string;
  readonly reason: string;
}

/** What the updater's messages mean. It wraps some of its errors into others by their text alone. */
const meanings: readonly [RegExp, (facts: Facts, cause: unknown) => ChiselError][] = [
  [/is expired/, expired],
  [/was signed by|no delegation found|no signature/i, signatureMissing],
  [/less than current version|Missing file/, rolledBack],
  [/Expected (length|hash)|doesn't match|does not match|Expected version/, metadataChanged],
];

const longestReason = 1000;

/** Says in words of the catalogue why metadata was refused. */
export function refusal(error: unknown, place: string, fetcher: OriginFetcher): ChiselError {
  if (error instanceof ChiselError) return error;
  if (fetcher.failure !== undefined) return fetcher.failure;
  const text = error instanceof Error ? error.message : String(error);
  // names in it are the registry's, and may be as long as its metadata
  const reason = text
    .slice(0, longestReason)
    .replace(/^Unable to load \w+( metadata)? error (\w*Error: )?/, '');
  // the file is named by the updater where it is another than the one that was fetched last
  const file = /(\S+\.json)\b/.exec(reason)?.[1] ?? fetcher.lastFile;
  const meaning = meanings.find(([pattern]) => pattern.test(reason));
  if (meaning !== undefined) return meaning[1]({ place, file, reason }, error);
  return metadataInvalid({ file: `${fetcher.lastFile} of ${place}`, reason }, error);
}
