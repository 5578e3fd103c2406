import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { tokensInvalid } from '../errors.ts';
import { limits } from '../limits.ts';
import { withLock } from '../lock/with-lock.ts';
import { writeDurably } from '../lock/write-atomic.ts';
import { parseJson } from '../manifest/parse-json.ts';
import { readBoundedFile } from '../origin/read-bounded-file.ts';

/** A token that lets somebody publish as an author; only its digest is kept. */
interface KeptToken {
  readonly author: string;
  readonly sha256: string;
}

const tokensFile = (keysFolder: string): string => join(keysFolder, 'tokens.json');

/** Makes a token for an author. It is shown once: who has the file cannot publish with it. */
export async function createToken(keysFolder: string, author: string): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const added = { author, sha256: digest(token).toString('hex') };
  await changeTokens(keysFolder, (tokens) => [...tokens, added]);
  return token;
}

/** Takes all tokens of an author away. */
export async function removeTokens(keysFolder: string, author: string): Promise<void> {
  if (readTokens(keysFolder).every((token) => token.author !== author)) return;
  await changeTokens(keysFolder, (tokens) => tokens.filter((token) => token.author !== author));
}

/** The author that a token is for. All are compared, in the same time whatever it is. */
export function authorOfToken(tokens: readonly KeptToken[], token: string): string | undefined {
  const given = digest(token);
  const matches = tokens.filter(({ sha256 }) => timingSafeEqual(Buffer.from(sha256, 'hex'), given));
  return matches[0]?.author;
}

/** Reads the tokens that are kept beside the keys; there may be none. */
export function readTokens(keysFolder: string): KeptToken[] {
  const file = tokensFile(keysFolder);
  if (!existsSync(file)) return [];
  const json = parseJson(readBoundedFile(file, limits.lockFileBytes), ([problem], cause) =>
    tokensInvalid({ file, reason: problem?.text ?? '' }, cause),
  );
  if (Array.isArray(json) && json.every(isToken)) return json;
  throw tokensInvalid({ file, reason: 'it is no list of tokens' });
}

/** Changes the list while nobody else does. */
async function changeTokens(
  keysFolder: string,
  change: (tokens: readonly KeptToken[]) => readonly KeptToken[],
): Promise<void> {
  const file = tokensFile(keysFolder);
  mkdirSync(keysFolder, { recursive: true, mode: 0o700 });
  await withLock(keysFolder, () => {
    const tokens = change(readTokens(keysFolder));
    writeDurably(`${file}.new`, `${JSON.stringify(tokens, null, 1)}\n`, 'w', 0o600);
    renameSync(`${file}.new`, file);
  });
}

const digest = (token: string): Buffer => createHash('sha256').update(token).digest();

function isToken(json: unknown): json is KeptToken {
  const { author, sha256 } = json as Partial<Record<keyof KeptToken, unknown>>;
  return typeof author === 'string' && typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256);
}
