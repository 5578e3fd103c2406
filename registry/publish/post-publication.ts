import { Metadata, MetadataKind, type Key, type Targets } from '@tufjs/models';
import { ChiselError } from '@chisel/core/errors/chisel-error.ts';
import { metadataInvalid, publishDenied, unreachable } from '../errors.ts';
import { publicKey } from '../keys/key-pair.ts';
import { limits } from '../limits.ts';
import { readBody } from '../origin/read-body.ts';
import { reasonOf } from '../origin/read-http.ts';
import { parseMetadata } from '../tree/tree.ts';
import type { Publication } from './publication.ts';

/** Makes the publication that follows on metadata of the author, as a version. */
export type PublicationOf = (current?: Metadata<Targets>, version?: number) => Publication;

const mostAttempts = 5;
/** A server with many publishers lets each wait for its turn. */
const timeoutMs = 120_000;

/**
 * Sends a publication to a server. When something else of the author came first, the server keeps the
 * author's turn for a moment, and the publication is made again on what there is now.
 */
export async function postPublication(
  place: string,
  publicationOf: PublicationOf,
  token = '',
): Promise<void> {
  const url = new URL('api/publish', place.endsWith('/') ? place : `${place}/`);
  let publication = publicationOf();
  let turn = '';
  for (let attempt = 1; ; attempt++) {
    const { status, answer } = await post(url, publication, { token, turn });
    if (status === 201) return;
    if (status !== 409 || answer.turn === undefined || attempt === mostAttempts) {
      throw publishDenied({ place, reason: answer.message, remedy: answer.remedy });
    }
    publication = publicationOf(ownMetadata(answer, publication, place), Number(answer.version));
    turn = answer.turn;
  }
}

interface Answer {
  readonly message: string;
  readonly remedy?: string;
  /** When something came first: the version that is next, the metadata before it, and the turn. */
  readonly version?: number;
  readonly metadata?: string;
  readonly turn?: string;
}

async function post(
  url: URL,
  { author, key, metadata, archive }: Publication,
  { token, turn }: { token: string; turn: string },
): Promise<{ status: number; answer: Answer }> {
  const signal = AbortSignal.timeout(timeoutMs);
  const [metadataText, archiveText] = [metadata.toString(), archive.toString('base64')];
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'error',
      signal,
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
        ...(turn === '' ? {} : { 'x-chisel-turn': turn }),
      },
      body: JSON.stringify({ author, key, metadata: metadataText, archive: archiveText }),
    });
    const body = await readBody(response, url.href, limits.answerBytes);
    return { status: response.status, answer: parseAnswer(body, response.status) };
  } catch (error) {
    if (error instanceof ChiselError) throw error;
    throw unreachable({ place: url.href, reason: reasonOf(error, signal, timeoutMs) }, error);
  }
}

function parseAnswer(body: Buffer, status: number): Answer {
  try {
    const answer = JSON.parse(body.toString()) as Answer;
    return { ...answer, message: String(answer.message) };
  } catch {
    return { message: `it answered ${status}` };
  }
}

/** What the author has signed so far, as the server tells; only the author's own signature makes it that. */
function ownMetadata(
  { metadata }: Answer,
  { author, key }: Publication,
  place: string,
): Metadata<Targets> | undefined {
  if (metadata === undefined) return undefined;
  const file = `${author}.json of ${place}`;
  try {
    const json = parseMetadata(Buffer.from(metadata), file);
    const current = Metadata.fromJSON(MetadataKind.Targets, json);
    verify(publicKey(key), current);
    return current;
  } catch (error) {
    throw metadataInvalid({ file, reason: (error as Error).message }, error);
  }
}

const verify = (key: Key, metadata: Metadata<Targets>): void => key.verifySignature(metadata);
