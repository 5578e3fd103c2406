import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { errnoNames } from '@chisel/core/event/constants.ts';
import { EventTable, type Edition } from '@chisel/core/event/event-table.ts';
import { readFiles, type ReadResult } from '@chisel/scap/testing/read-capture.ts';
import { startLive } from '../live-run.ts';
import { compareCalls } from './compare-calls.ts';
import { readTrace, straceOptions, type TracedCall } from './read-trace.ts';

const MOST_ATTEMPTS = 5;

const errnos = new Map([...errnoNames].map(([number, name]) => [name, number]));

/**
 * Runs a shell script in folders of its own, `$PORT` being that of a server, and compares every call with
 * what strace saw. On a busy machine events may be lost, which other tests are about: then once more.
 */
export async function compareWithStrace(script: string, folder: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const lost = await compareOnce(script, mkdtempSync(join(folder, 'run-')));
    if (lost === '') return;
    assert.ok(attempt < MOST_ATTEMPTS, lost);
  }
}

/** Returns what was lost, if anything: then nothing is compared. */
async function compareOnce(script: string, own: string): Promise<string> {
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
  assert.ok(paramCount > callCount, `only ${String(paramCount)} params compared`);
}
