import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { scratchFolder } from '../support/scratch.ts';
import { runShell } from '../support/shell.ts';

const folder = scratchFolder('permissions');
const filter = 'evt.type=openat and evt.dir=< and fd.num>=0';
const fields = ['evt.num', 'thread.tid', 'fd.num', 'fd.name'];

mkdirSync(join(folder, 'out/below'), { recursive: true });
mkdirSync(join(folder, 'outside'));
writeFileSync(join(folder, 'outside/secret'), 'secret');
symlinkSync(join(folder, 'outside'), join(folder, 'out/link'));
symlinkSync(join(folder, 'outside/secret'), join(folder, 'out/file-link'));

const socket = createSocket('udp4');
socket.bind(0, '127.0.0.1');
await once(socket, 'listening');
const { port } = socket.address();
const received: string[] = [];
socket.on('message', (bytes) => received.push(bytes.toString()));
after(() => socket.close());
const net = [`127.0.0.1:${port}`];

interface Permissions {
  tables?: string[];
  write?: string[];
  net?: string[];
}

/** Runs a chisel with these permissions and handlers over a capture. */
async function run(
  name: string,
  permissions: Permissions,
  handlers: string,
  { allow = [], capture = 'demo.scap.gz' }: { allow?: string[]; capture?: string } = {},
) {
  const manifest = {
    name,
    version: '1.0.0',
    description: 'Reaches further than its fields.',
    category: 'Misc',
    license: 'Apache-2.0',
    runtime: 'typescript',
    entry: 'main.ts',
    apiVersion: 1,
    filter,
    fields,
    permissions,
  };
  mkdirSync(join(folder, name));
  writeFileSync(join(folder, name, 'chisel.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, name, 'main.ts'), sourceOf(handlers));
  const options = allow.map((grant) => `--allow ${grant}`).join(' ');
  const line = `chisel ${options} -r $CAPTURES/${capture} -c ./${name}`;
  const { stdout, stderr, status } = await runShell(line, { cwd: folder });
  return {
    output: stdout.toString(),
    errors: stderr.replace(/^chisel: \d+ events.*\n/m, ''),
    status,
  };
}

const sourceOf = (handlers: string): string => `
import { appendFile, containers, defineChisel, print, send, threads, writeFile } from '@chisel/sdk';
const [port, count] = [${port}, { all: 0, right: 0 }];
function attempt(name: string, act: () => void): void {
  try { act(); print('ESCAPED ' + name); } catch (error) { print(name + ': ' + (error as Error).message); }
}
void [appendFile, containers, send, threads, writeFile, port, count, attempt];
export default defineChisel({
  filter: ${JSON.stringify(filter)},
  fields: ${JSON.stringify(fields)},
  ${handlers}
});
`;

test('threads and their fds are those of the event at hand', async () => {
  const { output, errors, status } = await run(
    'tables',
    { tables: ['threads', 'fds'] },
    `onEvent(event) {
      if (count.all === 100) return;
      const thread = threads().find(({ tid }) => tid === event['thread.tid']);
      const file = thread?.fds?.find(({ fd }) => fd === event['fd.num']);
      count.all++;
      if (file?.name === event['fd.name']) count.right++;
    },
    onEnd: () => print(count.right + ' of ' + count.all),`,
  );
  assert.equal(errors, '');
  assert.equal(status, 0);
  const [, right = '', all = ''] = /^(\d+) of (\d+)\n$/.exec(output) ?? [];
  assert.equal(right, all, output);
  assert.equal(all, '100');
});

test('before the first event threads are those of the capture, without fds when these are not declared', async () => {
  const { output, errors } = await run(
    'bare-threads',
    { tables: ['threads', 'containers'] },
    `onStart() {
      const all = threads();
      const first = all.find(({ pid }) => pid === 1);
      print([all.length > 50, all.some((row) => 'fds' in row), typeof first?.clone_ts].join());
      print([first?.comm, first?.args.length, first?.username, containers().length].join());
    },`,
    { capture: 'sample.scap' },
  );
  assert.equal(errors, '');
  assert.match(output, /^true,false,bigint\n\w+,\d+,\S+,0\n$/);
});

test('files below the granted folder are written and appended to, in UTF-8', async () => {
  const { output, errors, status } = await run(
    'files',
    { write: ['out'] },
    `onStart: () => writeFile('out/below/log', 'gone'),
    onEvent: (event) => {
      if (count.all++ === 0) writeFile('out/below/log', 'caf\\u00e9\\n');
      if (count.all < 3) appendFile('out/below/log', event['fd.num'] + '\\n');
    },`,
  );
  assert.deepEqual([output, errors, status], ['', '', 0]);
  assert.match(readFileSync(join(folder, 'out/below/log'), 'utf8'), /^café\n\d+\n\d+\n$/);
});

test('datagrams reach the granted place', async () => {
  const { output, errors, status } = await run(
    'datagrams',
    { net },
    `onStart: () => send('127.0.0.1', port, 'caf\\u00e9'),
    onEnd: () => send('127.0.0.1', port, 'end'),`,
  );
  assert.deepEqual([output, errors, status], ['', '', 0]);
  if (received.length < 2) await once(socket, 'message', { signal: AbortSignal.timeout(5000) });
  assert.deepEqual(received.splice(0), ['café', 'end']);
});

const calls: [call: string, permission: string, others: Permissions][] = [
  ['threads()', 'table:threads', { tables: ['containers', 'fds'], write: ['out'], net }],
  ['containers()', 'table:containers', { tables: ['threads', 'fds'] }],
  [`writeFile('out/x', '')`, 'write:FOLDER', { tables: ['threads'], net }],
  [`appendFile('out/x', '')`, 'write:FOLDER', {}],
  [`send('127.0.0.1', port, '')`, 'net:HOST:PORT', { write: ['out'] }],
];

for (const [index, [call, permission, others]] of calls.entries()) {
  test(`${call} is refused to a chisel that does not declare ${permission}`, async () => {
    const { errors, status } = await run(`bare-${index}`, others, `onEvent: () => void ${call},`);
    const name = call.replace(/\(.*/, '');
    assert.match(errors, new RegExp(`${name} needs the permission ${permission} in chisel.json`));
    assert.equal(status, 1);
  });
}

test('--allow gives a folder and a place for one run', async () => {
  const { output, errors } = await run(
    'allowed',
    {},
    `onEnd() { writeFile('out/allowed', 'yes'); send('127.0.0.1', port, 'allowed'); },`,
    { allow: ['write:out', `net:${net[0] ?? ''}`] },
  );
  assert.deepEqual([output, errors], ['', '']);
  assert.equal(readFileSync(join(folder, 'out/allowed'), 'utf8'), 'yes');
  if (received.length < 1) await once(socket, 'message', { signal: AbortSignal.timeout(5000) });
  assert.deepEqual(received.splice(0), ['allowed']);
});

test('a path that leaves the folder writes nothing', async () => {
  const paths = [
    'outside/x',
    'out/../outside/x',
    'out/link/x',
    'out/file-link',
    `${folder}/outside/x`,
  ];
  const odd = ['', '.', 'out', 'out/a\0b', 'out/below/../../outside/secret'];
  const attempts = [...paths, ...odd].flatMap((path) =>
    ['writeFile', 'appendFile'].map((put) => {
      const text = JSON.stringify(path);
      return `attempt(${JSON.stringify(`${put} ${path}`)}, () => ${put}(${text}, 'x'));`;
    }),
  );
  const { output, status } = await run(
    'climbs',
    { write: ['out'] },
    `onStart() { ${attempts.join('\n')}
      const bare = (value: object) => Object.assign(Object.create(null), value);
      const length = bare({ length: 1e9 });
      Object.defineProperty(Object.prototype, 'toJSON', { value: () => bare({ path: length, text: length }) });
      attempt('no text', () => writeFile('out/x', 'x'));
    },`,
  );
  assert.equal(status, 0);
  assert.doesNotMatch(output, /ESCAPED/);
  assert.equal(output.trimEnd().split('\n').length, attempts.length + 1);
  assert.match(output, /^writeFile out\/\.\.\/outside\/x: .*not granted/m);
  assert.match(output, /^no text: a text is needed$/m);
  assert.equal(readFileSync(join(folder, 'outside/secret'), 'utf8'), 'secret');
  assert.throws(() => readFileSync(join(folder, 'outside/x')), { code: 'ENOENT' });
});

test('nothing is sent elsewhere', async () => {
  const { output, status } = await run(
    'sends',
    { net: ['127.0.0.1:1'] },
    `onStart() {
      for (const host of ['127.0.0.1', 'localhost', '::1', '127.1', '127.0.0.2', ''])
        attempt(host, () => send(host, port, 'x'));
      attempt('port', () => send('127.0.0.1', NaN, 'x'));
      attempt('long', () => send('127.0.0.1', 1, 'x'.repeat(70000)));
    },`,
  );
  assert.equal(status, 0);
  assert.doesNotMatch(output, /ESCAPED/);
  assert.match(output, /^localhost: not granted; --allow net:localhost:\d+ lets/m);
  assert.match(output, /^long: the message is too long$/m);
  assert.deepEqual(received, []);
});

test('who asks without end is ended, and nobody asks before onStart', async () => {
  const endless = await run(
    'endless',
    { tables: ['threads', 'fds'] },
    `onEvent() { for (;;) try { threads(); } catch {} },`,
  );
  assert.equal(endless.status, 1);
  assert.match(endless.errors, /took more than 1000 ms/);
  const early = await run('early', { tables: ['threads'] }, `args: (threads(), {}),`);
  assert.equal(early.status, 1);
  assert.match(early.errors, /threads is not there before onStart/);
});

test('no way leads from the functions to the host', async () => {
  const { output, errors } = await run(
    'looks-around',
    { tables: ['threads'], write: ['out'] },
    `onStart() {
      const seen: unknown[] = [];
      const { parse, stringify } = JSON;
      Error.prepareStackTrace = (_error: unknown, frames: { getThis(): unknown; getFunction(): unknown }[]) => {
        for (const frame of frames) seen.push(frame.getThis(), frame.getFunction());
        return '';
      };
      JSON.parse = (text: string) => { seen.push(text); return parse(text); };
      JSON.stringify = ((value: unknown) => { seen.push(value); return stringify(value); }) as typeof stringify;
      Function.prototype.call = function (...args: unknown[]) { seen.push(this, args); return undefined; };
      try { writeFile('/x', 'x'); } catch (error) { void (error as Error).stack; }
      try { threads(); } catch {}
      JSON.stringify = stringify;
      print(seen.filter((value) => value !== undefined).length + ' ' + Object.keys(globalThis).length);
    },`,
  );
  assert.equal(errors, '');
  assert.match(output, /^0 0\n$/);
});
