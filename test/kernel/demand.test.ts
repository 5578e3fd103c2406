import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { scratchFolder } from '../support/scratch.ts';
import { cannotCapture, command, spawnLive, startLive, type LiveRun } from './live-run.ts';

const folder = scratchFolder('demand');
const limitMs = 60_000;

/** A shell of its own name, which no other process of the machine has. */
const shell = join(folder, 'wantedsh');
copyFileSync('/bin/sh', shell);

interface Case {
  readonly name: string;
  readonly format: string;
  readonly filter: string;
  readonly script: string;
  /** Whether a program is attached that runs when calls begin. */
  readonly beginsCalls: boolean;
  readonly leastLines: number;
}

const cases: readonly Case[] = [
  {
    name: 'where only exits are looked at, calls are seen with what their enter events would tell',
    format: '%thread.tid %proc.name %proc.exepath %evt.type %fd.name %evt.rawres',
    filter: `evt.dir=< and evt.is_io=true and fd.name contains ${folder}`,
    script:
      'for i in 1 2 3; do echo $i > f$i; done; cat f1 f2 | sort -r > sorted; mkdir d; cd d; ' +
      'exec 5> ../five 6>&5; echo five >&5; echo six >&6; exec 5>&-; echo seven >&6; ' +
      '(cat <&0; echo child > ./child) < ../sorted > copy; dd if=copy of=../dd bs=1 count=4',
    beginsCalls: false,
    leastLines: 20,
  },
  {
    name: 'the names of sockets are known from exits alone',
    format: '%proc.name %evt.type %fd.name %evt.rawres',
    filter: `evt.dir=< and evt.is_io=true and fd.name contains "${folder}/socket"`,
    script: `${process.execPath} -e '
      const net = require("net");
      const server = net.createServer((end) => end.end("hello"));
      server.listen("${folder}/socket", () =>
        net.connect("${folder}/socket").on("data", () => server.close()))'`,
    beginsCalls: false,
    leastLines: 2,
  },
  {
    name: 'by the name of a process, all it does is seen from its first event to the last',
    format: '%thread.tid %proc.name %evt.dir %evt.type %evt.args',
    filter: 'proc.name=wantedsh and not evt.type in (switch, brk, mmap, munmap)',
    script:
      `${shell} -c 'echo one > one; (echo two > two; cat one); ${shell} -c : ; echo three > three'; ` +
      // Its name is what it began with, whatever it calls itself later.
      `${shell} -c 'echo another > /proc/$$/comm; echo four > four; ${shell} -c : ; exec cat four'; ` +
      `sh -c 'echo wantedsh > /proc/$$/comm; echo five > five; exec ${shell} -c "echo six > six"'`,
    beginsCalls: true,
    leastLines: 300,
  },
];

for (const { name, format, filter, script, beginsCalls, leastLines } of cases) {
  test(name, { skip: cannotCapture, timeout: limitMs }, async () => {
    const some = spawnLive(['--unbuffered', '-p', format, filter]);
    while (!isAttached(some, 'sys_exit') || isAttached(some, 'sys_enter') !== beginsCalls) {
      await sleep(50);
    }
    // What is sent is only settled some time after the first program is attached.
    while (beginsCalls && !some.hasShown()) {
      spawnSync(shell, ['-c', ':']);
      await sleep(50);
    }
    const saved = join(scratchFolder('saved'), 'all.scap');
    const all = await startLive(['-w', saved], saved);
    const { status, stderr } = spawnSync('sh', ['-c', `cd ${folder}; ${script}`]);
    assert.equal(status, 0, stderr.toString());
    await sleep(500);
    const shown = await some.stop();
    assert.doesNotMatch(shown.stderr + (await all.stop()).stderr, /lost/);
    const expected = linesOf(saved, format, filter);
    assert.ok(expected.length >= leastLines, `${String(expected.length)} lines`);
    assert.deepEqual(shown.stdout.trim().split('\n').slice(-expected.length), expected);
  });
}

/** By what the kernel says of the file descriptors of its process. */
function isAttached({ process: { pid } }: LiveRun, tracepoint: string): boolean {
  const infos = `/proc/${String(pid)}/fdinfo`;
  return readdirSync(infos).some((fd) =>
    textOf(`${infos}/${fd}`).includes(`tp_name:\t${tracepoint}\n`),
  );
}

function textOf(file: string): string {
  return existsSync(file) ? readFileSync(file, 'latin1') : '';
}

function linesOf(saved: string, format: string, filter: string): string[] {
  const args = ['-r', saved, '-p', format, filter];
  const { status, stdout } = spawnSync(command, args, { encoding: 'latin1', maxBuffer: 1 << 28 });
  assert.equal(status, 0);
  return stdout.trim().split('\n');
}
