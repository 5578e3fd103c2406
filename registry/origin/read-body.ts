import { tooLarge } from '../errors.ts';

/** Reads the body of an answer, which may not be larger than the limit, whatever it announces. */
export async function readBody(
  response: Response,
  place: string,
  limitBytes: number,
): Promise<Buffer> {
  const announced = Number(response.headers.get('content-length') ?? 0);
  if (announced > limitBytes) {
    await response.body?.cancel();
    throw tooLarge({ subject: place, limitBytes });
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > limitBytes) throw tooLarge({ subject: place, limitBytes });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
