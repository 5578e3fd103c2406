import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fastify, type FastifyInstance, type FastifyReply } from 'fastify';
import { ChiselError } from '@chisel/core/errors/chisel-error.ts';
import { fileMissing } from '../errors.ts';
import { readKeyRing } from '../keys/key-ring.ts';
import { limits } from '../limits.ts';
import { readBoundedFile } from '../origin/read-bounded-file.ts';
import { ChiselPages } from './chisel-pages.ts';
import type { Html } from './html.ts';
import { LiveTree } from './live-tree.ts';
import { chiselPage, listPage, missingPage } from './pages.ts';
import { publishRoute } from './publish-route.ts';

export interface ServerOptions {
  readonly folder: string;
  /**
   * Where its tokens are, and the keys that it signs with: those of snapshot and timestamp, and that of
   * targets when it is to accept new names.
   */
  readonly keysFolder: string;
}

/** A server of one registry: its files, publishing, and pages for people. */
export function createServer({ folder, keysFolder }: ServerOptions): {
  server: FastifyInstance;
  tree: LiveTree;
} {
  const tree = new LiveTree(folder, () => readKeyRing(keysFolder));
  const server = fastify({
    bodyLimit: limits.publicationBytes,
    requestTimeout: limits.requestTimeoutMs,
    forceCloseConnections: true,
  });
  server.addHook('onSend', async (_request, reply) => {
    reply.headers(securityHeaders);
  });
  server.setErrorHandler((error, _request, reply) => answerError(error, reply));
  serveFiles(server, folder);
  servePages(server, tree);
  publishRoute(server, tree, keysFolder);
  return { server, tree };
}

const securityHeaders = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
};

/** A file of the tree: nothing else in the folder is served, and nothing outside of it. */
const treePath = /^(metadata|targets)(\/[A-Za-z0-9@_+%][A-Za-z0-9._@+%-]*)+$/;

function serveFiles(server: FastifyInstance, folder: string): void {
  for (const below of ['metadata', 'targets']) {
    server.get<{ Params: { '*': string } }>(`/${below}/*`, (request, reply) => {
      const path = `${below}/${request.params['*']}`;
      if (!treePath.test(path)) throw fileMissing({ file: below });
      const bytes = readBoundedFile(join(folder, path), limits.metadataBytes);
      // all but the timestamp have a version or a digest in their names, and never change
      const isFixed = path !== 'metadata/timestamp.json';
      reply.header('cache-control', isFixed ? 'public, max-age=31536000, immutable' : 'no-cache');
      return reply.type('application/octet-stream').send(bytes);
    });
  }
}

const style = readFileSync(new URL('style.css', import.meta.url));

function servePages(server: FastifyInstance, tree: LiveTree): void {
  const pages = new ChiselPages();
  const addressOf = ({ host, protocol }: { host: string; protocol: string }): string =>
    `${protocol}://${host}/`;
  server.get('/style.css', (_request, reply) => reply.type('text/css').send(style));
  server.get<{ Querystring: { q?: string | string[] } }>('/', (request, reply) => {
    const query = String(request.query.q ?? '').slice(0, 200);
    return sendPage(reply, listPage(pages.all(tree.current()), query, addressOf(request)));
  });
  server.get<{ Params: { '*': string } }>('/chisels/*', (request, reply) => {
    const chisel = pages.one(tree.current(), request.params['*']);
    if (chisel === undefined) return sendPage(reply.code(404), missingPage());
    return sendPage(reply, chiselPage(chisel, addressOf(request)));
  });
}

function sendPage(reply: FastifyReply, { text }: Html): FastifyReply {
  return reply.type('text/html; charset=utf-8').send(text);
}

function answerError(error: unknown, reply: FastifyReply): FastifyReply {
  if (error instanceof ChiselError) {
    const { code, message, remedy } = error;
    return reply.code(code === fileMissing.code ? 404 : 422).send({ code, message, remedy });
  }
  const { statusCode = 500, message } = error as { statusCode?: number; message: string };
  // what went wrong inside is nobody's business outside
  const text = statusCode < 500 ? message : 'the server failed';
  return reply.code(statusCode).send({ message: text });
}
