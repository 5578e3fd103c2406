import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { errnoNames } from '@chisel/core/event/constants.ts';
import { EventTable } from '@chisel/core/event/event-table.ts';
import { syscallsOf } from '@chisel/core/event/syscalls.ts';
import { createCallRules } from '@chisel/probe/calls/event-rules.ts';
import { cannotCapture, command, startLive } from './live-run.ts';

const limitMs = 60_000;
const folder = mkdtempSync(join(tmpdir(), 'chisel-live-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const has = (program: string): boolean => spawnSync('which', [program]).status === 0;

const workloads: readonly { name: string; script: string; needs: string[] }[] = [
  {
    name: 'a shell with pipes and files',
    script: `cd ${folder} && for i in 1 2 3; do echo $i > f$i; done; cat f1 f2 | sort -r | wc -l; ln -s f1 l; mv f2 f4; rm f4; ls -l; test -e nothing`,
    needs: [],
  },
  { name: 'tar', script: 'tar cf /dev/null /etc/apt /etc/default', needs: ['tar'] },
  {
    name: 'git',
    script: `cd ${folder} && git init -q g && cd g && echo a > a && git add a && git -c user.name=a -c user.email=a@b commit -qm a && git log --oneline`,
    needs: ['git'],
  },
];

for (const { name, script, needs } of workloads) {
  const missing = ['strace', ...needs].find((program) => !has(program));
  const skip = cannotCapture || (missing !== undefined && `${missing} is not installed`);
  test(
    `every system call of ${name} is there, as strace saw it`,
    { skip, timeout: limitMs },
    async () => {
      const saved = join(folder, 'workload.scap');
      const run = await startLive(['-w', saved], saved);
      const trace = join(folder, 'strace.txt');
      spawnSync('strace', ['-f', '-qq', '-e', 'signal=none', '-o', trace, 'sh', '-c', script]);
      await sleep(500);
      const { stderr } = await run.stop();
      assert.doesNotMatch(stderr, /lost/);
      const ours = callsOfLines(linesOf(saved, '*%thread.tid %evt.type %evt.rawres', 'evt.dir=<'));
      let compared = 0;
      for (const [tid, calls] of callsOfStrace(readFileSync(trace, 'latin1'))) {
        const all = ours.get(tid) ?? [];
        // What strace's own child did before it became the program is not in its trace.
        const from = calls[0]?.name === 'execve' ? all.findIndex(isStart) : firstOwn(all);
        const seen = all.slice(Math.max(from, 0));
        assert.deepEqual(
          calls.map(({ name: call }) => call),
          seen.slice(0, calls.length).map(({ name: call }) => call),
          `calls of ${tid}`,
        );
        calls.forEach(({ name: call, result }, i) => {
          const shown = seen[i]?.result;
          if (result !== undefined && shown !== undefined)
            assert.equal(shown, result, `${call} of ${tid}`);
        });
        compared += calls.length;
      }
      assert.ok(compared > 100, `only ${compared} calls compared`);
    },
  );
}

test(
  'privileges end before anything else begins',
  { skip: cannotCapture, timeout: limitMs },
  async () => {
    const ticking = spawn('sh', ['-c', 'while sleep 0.1; do :; done']);
    const run = await startLive(['-Z', 'nobody', '--unbuffered', 'proc.name=sleep']);
    ticking.kill();
    const tasks = `/proc/${String(run.process.pid)}/task`;
    const rows = readdirSync(tasks).map((tid) => readFileSync(`${tasks}/${tid}/status`, 'utf8'));
    await run.stop();
    assert.ok(rows.length > 1);
    for (const status of rows) {
      assert.match(status, /^Uid:\t65534\t65534\t65534\t65534$/m);
      assert.match(status, /^CapPrm:\t0+$/m);
      assert.match(status, /^CapEff:\t0+$/m);
    }
  },
);

test(
  'three capabilities are enough',
  { skip: cannotCapture || (!has('setpriv') && 'setpriv is not installed'), timeout: limitMs },
  () => {
    const caps = '+bpf,+perfmon,+sys_ptrace';
    const chisel = new URL('../../plugins/cli/bin/chisel', import.meta.url).pathname;
    const { status, stdout, stderr } = spawnSync(
      'setpriv',
      [
        '--reuid=65534',
        '--regid=65534',
        '--clear-groups',
        `--inh-caps=${caps}`,
        `--ambient-caps=${caps}`,
        chisel,
        '-n',
        '3',
      ],
      { encoding: 'utf8' },
    );
    assert.equal(stderr, '');
    assert.equal(status, 0);
    assert.equal(stdout.trim().split('\n').length, 3);
  },
);

test('what is lost is counted', { skip: cannotCapture, timeout: limitMs }, async () => {
  const count = 400_000;
  const filter = 'proc.name=dd and evt.type=read and evt.dir=< and evt.rawres=1';
  const run = await startLive(['-p', '%evt.num', `(${filter}) or evt.num<2`]);
  run.process.kill('SIGSTOP');
  spawnSync('dd', ['if=/dev/zero', 'of=/dev/null', 'bs=1', `count=${String(count)}`]);
  run.process.kill('SIGCONT');
  await sleep(1000);
  const { stdout, stderr } = await run.stop();
  const [, lost = '0', happened = '0'] = /(\d+) of (\d+) events were lost/.exec(stderr) ?? [];
  const shown = stdout.trim().split('\n').length;
  assert.ok(Number(lost) > count, `lost ${lost}`);
  // Each byte is a read and a write, each with two events.
  assert.ok(Number(happened) >= 4 * count, `happened ${happened}`);
  assert.ok(shown + Number(lost) >= count);
});

test(
  'the process that captures is left out',
  { skip: cannotCapture, timeout: limitMs },
  async () => {
    const saved = join(folder, 'others.scap');
    const run = await startLive(['-w', saved], saved);
    await sleep(300);
    await run.stop();
    const pids = linesOf(saved, '%proc.pid').split('\n');
    assert.ok(pids.length > 1);
    assert.ok(!pids.includes(String(run.process.pid)));
  },
);

const missing = (program: string): string | false => !has(program) && `${program} is not installed`;

test(
  'sysdig prints the same lines of what was saved',
  { skip: cannotCapture || missing('sysdig'), timeout: limitMs },
  async () => {
    const file = join(folder, 'live.scap');
    const run = await startLive(['-w', file], file);
    spawnSync('sh', ['-c', `cd ${folder}; for i in 1 2 3; do ls -l / | sort > o$i; done; rm o?`]);
    await run.stop();
    const bytes = { maxBuffer: 1 << 28 };
    const reference = spawnSync('sysdig', ['-r', file], bytes);
    const ours = spawnSync(command, ['-r', file], bytes);
    assert.equal(ours.status, 0);
    assert.ok(ours.stdout.length > 1000);
    assert.ok(ours.stdout.equals(reference.stdout));
  },
);

/** Lines of what was saved: printing live would show the reader's own calls, without end. */
function linesOf(saved: string, format: string, ...filter: string[]): string {
  const args = ['-r', saved, '-p', format, ...filter];
  const { status, stdout } = spawnSync(command, args, { encoding: 'latin1', maxBuffer: 1 << 29 });
  rmSync(saved);
  assert.equal(status, 0);
  return stdout;
}

interface Call {
  readonly name: string;
  /** Undefined where there is none to compare. */
  readonly result: string | undefined;
}

function isStart({ name, result }: Call): boolean {
  return name === 'execve' && result === '0';
}

/** A child's first event is the end of the call that made it, which strace shows of its parent only. */
function firstOwn(calls: readonly Call[]): number {
  return calls.findIndex(({ name }) => !/^(clone3?|v?fork)$/.test(name));
}

function callsOfLines(text: string): Map<string, Call[]> {
  const calls = new Map<string, Call[]>();
  for (const line of text.split('\n')) {
    const [tid = '', name = '', result = ''] = line.split(' ');
    add(calls, tid, { name, result: /^-?\d+$/.test(result) ? result : undefined });
  }
  return calls;
}

/** Names that events have for system calls. */
const eventNames = new Map(
  createCallRules(new EventTable('classic'), false).map(({ name, exit }) => {
    const code = exit.params[0]?.extra ?? 0;
    const generic = syscallsOf('classic')[code]?.name ?? '<unknown>';
    const own = new EventTable('classic').typeOf(exit.type).name;
    return [name, exit.type === 1 ? generic : own];
  }),
);
const errnos = new Map([...errnoNames].map(([number, name]) => [name, number]));

function callsOfStrace(text: string): Map<string, Call[]> {
  const calls = new Map<string, Call[]>();
  for (const line of text.split('\n')) {
    const [, tid, resumed, plain, end] =
      /^(\d+) +(?:<\.\.\. (\w+) resumed>|(\w+)\().*?= ([^=]*)$/.exec(line) ?? [];
    const name = resumed ?? plain;
    if (tid === undefined || name === undefined || end === undefined) continue;
    if (line.includes('<unfinished') || end.startsWith('?')) continue;
    add(calls, tid, { name: eventNames.get(name) ?? name, result: resultOf(end) });
  }
  return calls;
}

function resultOf(end: string): string | undefined {
  const [, errno] = /^-1 (E\w+)/.exec(end) ?? [];
  if (errno !== undefined) return String(-(errnos.get(errno) ?? 0));
  const [value = ''] = end.split(' ');
  return /^(0x[0-9a-f]+|\d+)$/.test(value) ? String(Number(value)) : undefined;
}

function add(calls: Map<string, Call[]>, tid: string, call: Call): void {
  const list = calls.get(tid);
  if (list) list.push(call);
  else calls.set(tid, [call]);
}

assert.ok(existsSync(folder));
