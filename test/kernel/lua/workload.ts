/**
 * What the scripts of `lua.test.ts` are to see: a program that does a little of everything, over and over, in
 * the folder that it is given, until it is ended. It prints one line of JSON: what it is.
 */
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer as createWebServer } from 'node:http';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';

export interface WorkloadFacts {
  readonly pid: number;
  readonly webPort: number;
  readonly udpPort: number;
  /** Why there is no server where memcached listens, if there is none. */
  readonly withoutMemcached: string | undefined;
}

/** Where `memcachelog` looks. */
const MEMCACHED_PORT = 11211;
const EVERY_MS = 50;

const [, , folder = '.'] = process.argv;
mkdirSync(join(folder, 'dev'), { recursive: true });

const webPort = await serveWeb();
const udpPort = await talkUdp();
const withoutMemcached = await talkToMemcached().catch((error: Error) => error.message);
const script = `
cd ${folder}
redis() { redis-server --port 0 --unixsocket s --save '' & until redis-cli -s s ping; do sleep 0.1; done; }
command -v redis-server && redis
while :; do
  curl -s http://127.0.0.1:${String(webPort)}/page?q=1
  head -c 20000 /dev/zero > data; cat data > copy; cat missing; cat . ; echo typed | cat
  echo 'an error line' >> app.log; echo 'a system line' >> dev/log
  echo printed; echo complained >&2
  sh -c 'kill -USR1 $$'; sleep 0.05; cd /; cd ${folder}
  command -v redis-cli && redis-cli -s s ping
done > out 2> err`;
spawn('sh', ['-c', script], { stdio: 'ignore' });
const facts: WorkloadFacts = { pid: process.pid, webPort, udpPort, withoutMemcached };
console.log(JSON.stringify(facts));

async function listen(server: Server, wanted: number): Promise<number> {
  server.listen(wanted, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

function serveWeb(): Promise<number> {
  const web = createWebServer((_, response) => {
    response.setHeader('Content-Length', '5');
    setTimeout(() => response.end('hello'), 5);
  });
  return listen(web, 0);
}

async function talkUdp(): Promise<number> {
  const server = createSocket('udp4').bind(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  const client = createSocket('udp4');
  client.connect(port, '127.0.0.1');
  await once(client, 'connect');
  setInterval(() => client.send('asks'), EVERY_MS);
  return port;
}

async function talkToMemcached(): Promise<undefined> {
  const server = createServer((socket) => {
    socket.on('data', (data) =>
      socket.write(String(data).startsWith('set') ? 'STORED\r\n' : 'END\r\n'),
    );
  });
  await listen(server, MEMCACHED_PORT);
  const client = connect(MEMCACHED_PORT, '127.0.0.1');
  setInterval(() => client.write('set answer 0 0 5\r\nhello\r\n'), EVERY_MS);
  setInterval(() => client.write('get answer\r\n'), EVERY_MS);
}
