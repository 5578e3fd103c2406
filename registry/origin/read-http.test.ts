import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import test, { type TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import { readHttp } from './read-http.ts';

async function serve(t: TestContext, listener: RequestListener): Promise<URL> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/index.json`);
}

test('a file is read', async (t) => {
  const url = await serve(t, (_request, response) => response.end('hello'));
  assert.equal((await readHttp(url, 5)).toString(), 'hello');
});

test('a few redirects are followed', async (t) => {
  const url = await serve(t, ({ url: path = '' }, response) => {
    const hops = Number(path.slice(1)) || 0;
    if (hops === 3) response.end('here');
    else response.writeHead(302, { location: `/${hops + 1}` }).end();
  });
  assert.equal((await readHttp(url, 100)).toString(), 'here');
});

const failures: [string, RequestListener, string, RegExp][] = [
  [
    'a file that is not there',
    (_request, response) => response.writeHead(404).end('no'),
    'CHISEL_REGISTRY_FILE',
    /there is no http/,
  ],
  [
    'a server error',
    (_request, response) => response.writeHead(500).end(),
    'CHISEL_REGISTRY_UNREACHABLE',
    /answered 500/,
  ],
  [
    'a part of a file',
    (_request, response) => response.writeHead(206).end('part'),
    'CHISEL_REGISTRY_UNREACHABLE',
    /answered 206/,
  ],
  [
    'a body cut short',
    (_request, response) => {
      response.writeHead(200, { 'content-length': 50 });
      response.write('short', () => response.destroy());
    },
    'CHISEL_REGISTRY_UNREACHABLE',
    /cannot read/,
  ],
  [
    'a body that is announced too large',
    (_request, response) => response.writeHead(200, { 'content-length': 1e9 }).write('x'),
    'CHISEL_REGISTRY_TOO_LARGE',
    /100 bytes/,
  ],
  [
    'a body without an end',
    (_request, response) => {
      const more = (): void => {
        if (!response.destroyed) response.write('x'.repeat(50), () => setImmediate(more));
      };
      more();
    },
    'CHISEL_REGISTRY_TOO_LARGE',
    /100 bytes/,
  ],
  [
    'a compressed body that grows',
    (_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(10_000)));
    },
    'CHISEL_REGISTRY_TOO_LARGE',
    /100 bytes/,
  ],
  [
    'redirects in a circle',
    (_request, response) => response.writeHead(302, { location: '/index.json' }).end(),
    'CHISEL_REGISTRY_UNREACHABLE',
    /more than 5 redirects/,
  ],
  [
    'a redirect to a file',
    (_request, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
    'CHISEL_REGISTRY_UNREACHABLE',
    /redirects to/,
  ],
  [
    'a redirect to another host without encryption',
    (_request, response) => response.writeHead(302, { location: 'http://127.0.0.2:1/' }).end(),
    'CHISEL_REGISTRY_UNREACHABLE',
    /redirects to "http:\/\/127\.0\.0\.2/,
  ],
  [
    'a redirect to nowhere',
    (_request, response) => response.writeHead(302).end(),
    'CHISEL_REGISTRY_UNREACHABLE',
    /answered 302/,
  ],
  ['silence', () => undefined, 'CHISEL_REGISTRY_UNREACHABLE', /within 300 ms/],
  [
    'a body that comes byte by byte',
    (_request, response) => {
      const drip = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(drip));
    },
    'CHISEL_REGISTRY_UNREACHABLE',
    /within 300 ms/,
  ],
  [
    'a body that stops',
    (_request, response) => response.write('x'),
    'CHISEL_REGISTRY_UNREACHABLE',
    /within 300 ms/,
  ],
];

for (const [what, listener, code, message] of failures) {
  test(`${what} is an error`, async (t) => {
    const url = await serve(t, listener);
    await assert.rejects(readHttp(url, 100, 300), { code, message });
  });
}

test('a server that is not there is an error', async () => {
  const url = new URL('http://127.0.0.1:1/index.json');
  await assert.rejects(readHttp(url, 100, 1000), { code: 'CHISEL_REGISTRY_UNREACHABLE' });
});
