import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { errnoNames } from '@chisel/core/event/constants.ts';
import { EventTable, type Edition } from '@chisel/core/event/event-table.ts';
import { readFiles, type ReadResult } from '@chisel/scap/testing/read-capture.ts';
import { scratchFolder } from '../support/scratch.ts';
import { cannotCapture, isInstalled, startLive } from './live-run.ts';
import { compareCalls } from './strace/compare-calls.ts';
import { readTrace, straceOptions, type TracedCall } from './strace/read-trace.ts';

const folder = scratchFolder('workloads');

const MOST_ATTEMPTS = 5;

interface Workload {
  readonly name: string;
  /** Programs that it runs. */
  readonly needs: readonly string[];
  /** A shell script, which runs in a folder of its own; `$PORT` is that of a server. */
  readonly script: string;
}

const workloads: readonly Workload[] = [
  {
    name: 'a shell with pipes and files',
    needs: [],
    script:
      'for i in 1 2 3; do echo $i > f$i; done; cat f1 f2 | sort -r | wc -l; ln -s f1 l; ' +
      'mv f2 f4; rm f4; mkdir d; chmod 700 d; rmdir d; ls -l; test ! -e nothing',
  },
  { name: 'tar', needs: ['tar'], script: 'tar cf e.tar /etc/apt /etc/default; tar xf e.tar' },
  {
    name: 'git',
    needs: ['git'],
    script:
      'export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a; ' +
      'git init -q .; echo a > a; git add a; git commit -qm a; git log --oneline | cat',
  },
  { name: 'curl', needs: ['curl'], script: 'curl -s http://127.0.0.1:$PORT/' },
  {
    name: 'redis-benchmark and redis-server',
    needs: ['redis-server', 'redis-benchmark', 'redis-cli'],
    script:
      'redis-server --unixsocket s --port $FREE_PORT --save "" > log & ' +
      'until redis-cli -s s ping; do sleep 0.1; done 2> waiting; ' +
      'redis-benchmark -p $FREE_PORT -n 200 -c 4 -t set,get -q; redis-cli -s s shutdown; wait',
  },
  { name: 'a compiler', needs: ['gcc'], script: 'gcc -O1 -o main main.c && ./main' },
];

const program = '#include <stdio.h>\nint main(void) { return puts("hello") < 0; }\n';
const errnos = new Map([...errnoNames].map(([number, name]) => [name, number]));

for (const workload of workloads) {
  const missing = ['strace', ...workload.needs].find((each) => !isInstalled(each));
  const skip = cannotCapture || (missing !== undefined && `${missing} is not installed`);
  test(`every system call of ${workload.name} is what strace saw`, { skip, timeout: 60_000 }, () =>
    compareWithStrace(workload),
  );
}

/** On a busy machine events may be lost, which other tests are about: then once more. */
async function compareWithStrace(workload: Workload): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const lost = await compareOnce(workload, mkdtempSync(join(folder, 'run-')));
    if (lost === '') return;
    assert.ok(attempt < MOST_ATTEMPTS, lost);
  }
}

/** Returns what was lost, if anything: then nothing is compared. */
async function compareOnce({ script }: Workload, own: string): Promise<string> {
  writeFileSync(join(own, 'main.c'), program);
  const editions: Edition[] = ['classic', 'newest'];
  const saved = editions.map((edition) => join(own, `${edition}.scap`));
  const runs = await Promise.all(
    editions.map((edition, i) => startLive(['--edition', edition, '-w', saved[i] ?? ''], saved[i])),
  );
  const status = await runTraced(script, own);
  const outputs = await Promise.all(runs.map((run) => run.stop()));
  assert.equal(status, 0);
  const lost = outputs.map(({ stderr }) => stderr).filter((text) => text.includes('lost'));
  if (lost.length > 0) return lost.join('');
  const calls = readTrace(join(own, 'trace'), errnos);
  for (const [i, edition] of editions.entries()) {
    const file = saved[i] ?? '';
    compareAll(calls, await readFiles([file], edition), new EventTable(edition));
  }
  return '';
}

/** Runs a script under strace, in a folder, with a server and a free port at hand. */
async function runTraced(script: string, cwd: string): Promise<number> {
  const answer = 'HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello';
  const server = createServer((socket) => socket.once('data', () => socket.end(answer)));
  const [port, freePort] = [await portOf(server), await portOf(createServer(), true)];
  const env = { PATH: process.env.PATH, PORT: port, FREE_PORT: freePort, HOME: cwd };
  const args = [...straceOptions, '-o', join(cwd, 'trace'), 'sh', '-c', script];
  const child = spawn('strace', args, { cwd, env, stdio: 'ignore' });
  const [status] = (await once(child, 'exit')) as [number];
  server.close();
  await sleep(300);
  return status;
}

async function portOf(server: Server, isFree = false): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  if (isFree) server.close();
  return String(port);
}

function compareAll(
  calls: ReadonlyMap<number, TracedCall[]>,
  { events, code }: ReadResult,
  table: EventTable,
): void {
  assert.equal(code, undefined);
  const byThread = Map.groupBy(events, ({ tid }) => tid);
  let [callCount, paramCount] = [0, 0];
  for (const [tid, ofThread] of calls) {
    const compared = compareCalls(ofThread, byThread.get(tid) ?? [], table);
    callCount += compared.calls;
    paramCount += compared.params;
  }
  assert.ok(callCount > 100, `only ${String(callCount)} calls compared`);
  assert.ok(paramCount > 2 * callCount, `only ${String(paramCount)} params compared`);
}
