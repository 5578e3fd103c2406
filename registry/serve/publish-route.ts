import type { FastifyInstance, FastifyReply } from 'fastify';
import { ChiselError } from '@chisel/core/errors/chisel-error.ts';
import { publicationStale } from '../errors.ts';
import { acceptPublication } from '../publish/accept-publication.ts';
import { Turns, type Turn } from '../publish/turns.ts';
import { bytesOf } from '../tree/commit-tree.ts';
import type { LiveTree } from './live-tree.ts';
import { authorOfToken, readTokens } from './tokens.ts';

interface Body {
  readonly author: string;
  readonly key: string;
  readonly metadata: string;
  readonly archive: string;
}

const bodySchema = {
  type: 'object',
  required: ['author', 'key', 'metadata', 'archive'],
  properties: {
    author: { type: 'string', maxLength: 32 },
    key: { type: 'string', pattern: '^[0-9a-f]{64}$' },
    metadata: { type: 'string' },
    archive: { type: 'string' },
  },
};

/** Publishing: who has an author's token may, one after the other. */
export function publishRoute(server: FastifyInstance, tree: LiveTree, keysFolder: string): void {
  const turns = new Turns();
  const authors = new WeakMap<object, string>();
  server.post<{ Body: Body }>(
    '/api/publish',
    {
      schema: { body: bodySchema },
      // before the body is read: a stranger cannot make the server keep one
      onRequest: async (request, reply) => {
        const token = /^Bearer ([\w-]{1,100})$/.exec(request.headers.authorization ?? '')?.[1];
        const author = authorOfToken(readTokens(keysFolder), token ?? '');
        if (author === undefined) return deny(reply, 401, 'the token is not known here');
        authors.set(request.raw, author);
        return undefined;
      },
    },
    async (request, reply) => {
      const { author } = request.body;
      if (authors.get(request.raw) !== author) {
        return deny(reply, 403, `the token is not for publishing as '${author}'`);
      }
      const ticket = request.headers['x-chisel-turn'];
      const turn = await turns.take(author, typeof ticket === 'string' ? ticket : undefined);
      return answer(reply, tree, { turns, turn, body: request.body });
    },
  );
}

function deny(reply: FastifyReply, status: number, message: string): FastifyReply {
  const remedy = 'Ask those who run the registry for a token, and give it in CHISEL_TOKEN.';
  return reply.code(status).send({ message, remedy });
}

async function answer(
  reply: FastifyReply,
  tree: LiveTree,
  { turns, turn, body }: { turns: Turns; turn: Turn; body: Body },
): Promise<FastifyReply> {
  try {
    const { chisel } = await tree.change((current, ring) =>
      acceptPublication(current, publicationOf(body), ring),
    );
    turn.end();
    const { name, version } = chisel.manifest;
    return await reply.code(201).send({ name, version });
  } catch (error) {
    if (!(error instanceof ChiselError) || error.code !== publicationStale.code) {
      turn.end();
      throw error;
    }
    return reply.code(409).send(again(error, tree, turns.keep(turn), body.author));
  }
}

/** What an author needs to sign again, on what there is now. */
function again(error: ChiselError, tree: LiveTree, turn: string, author: string): object {
  const { version } = error.facts as { version: number };
  const signer = tree.current().signers.get(author);
  const metadata = signer === undefined ? {} : { metadata: bytesOf(signer).toString() };
  return { message: error.message, remedy: error.remedy, version, turn, ...metadata };
}

function publicationOf({ author, key, metadata, archive }: Body) {
  return {
    author,
    key,
    metadata: Buffer.from(metadata),
    archive: Buffer.from(archive, 'base64'),
  };
}
