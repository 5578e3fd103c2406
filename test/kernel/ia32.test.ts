import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventTable } from '@chisel/core/event/event-table.ts';
import { createCallRules } from '@chisel/probe/calls/event-rules.ts';
import { ia32Calls } from '@chisel/probe/calls/ia32-calls.ts';
import { MAX_CALLS, MAX_NUMBERS } from '@chisel/probe/layout.ts';
import { scratchFolder } from '../support/scratch.ts';
import { cannotCapture, startLive } from './live-run.ts';

const folder = scratchFolder('ia32');
const withoutGcc = spawnSync('gcc', ['--version']).status !== 0 && 'gcc is not installed';

/** What ia32-calls.c makes, in its order, as patterns of whole lines. */
const expected = [
  '> write fd=3 size=5 ',
  '< write res=5 data=hello ',
  '> pwrite fd=3 size=4 pos=4294967298 ',
  '< pwrite res=4 data=hell ',
  '> llseek fd=3 offset=4294967299 whence=0\\(SEEK_SET\\) ',
  '< llseek res=0 ',
  '> writev fd=3 size=5 ',
  '< writev res=5 data=hello ',
  '> socketpair domain=1\\(AF_LOCAL\\) type=1 proto=0 ',
  '< socketpair res=0 fd1=4\\(<u>\\) fd2=5\\(<u>\\) source=\\w+ peer=\\w+ ',
  '> send fd=4\\(<u>\\) size=3 ',
  '< send res=3 data=hel ',
  '> mmap addr=0 length=8192 prot=1\\(PROT_READ\\) flags=10\\(MAP_PRIVATE\\|MAP_ANONYMOUS\\) fd=-1\\(EPERM\\) offset=0 ',
  '< mmap res=[0-9A-F]{8} vm_size=\\d+ vm_rss=\\d+ vm_swap=\\d+ ',
  '> nanosleep interval=1234\\(1.234e-06s\\) ',
  '< nanosleep res=0 ',
  '> stat64 ',
  '< stat64 res=-2\\(ENOENT\\) path=/no/such ',
  '> wait4 ',
  '< wait4 ',
  '> nice ',
  '< nice ',
  '> ipc ',
  '< ipc ',
  '> exit_group ',
];

test(
  '32-bit calls are what they are, with their own arguments',
  { skip: cannotCapture || withoutGcc, timeout: 60_000 },
  async () => {
    const program = join(folder, 'ia32calls');
    const source = join(import.meta.dirname, 'ia32-calls.c');
    const built = spawnSync('gcc', ['-o', program, source], { encoding: 'utf8' });
    assert.equal(built.status, 0, built.stderr);
    const filter = '(proc.name=ia32calls and evt.type!=switch) or evt.num<2';
    const run = await startLive(['--unbuffered', '-p', '%evt.dir %evt.type %evt.args', filter]);
    assert.equal(spawnSync(program).status, 0);
    await sleep(300);
    const { stdout } = await run.stop();
    const lines = stdout.split('\n');
    const first = lines.findIndex((line) => line.startsWith('> write fd=3 size=5'));
    assert.ok(first >= 0, stdout);
    expected.forEach((pattern, i) => assert.match(lines[first + i] ?? '', RegExp(`^${pattern}$`)));
  },
);

for (const edition of ['classic', 'newest'] as const) {
  test(`every 32-bit call has rules of its own or of a 64-bit one, in ${edition}`, () => {
    const table = new EventTable(edition);
    const native = createCallRules(table);
    const { calls, rules, socketCalls } = ia32Calls(table, native, MAX_NUMBERS);
    const known = new Set([...native, ...rules].map(({ number }) => number));
    assert.ok(calls.length > 430);
    for (const { nr, call, shape } of calls) {
      assert.ok(nr < MAX_NUMBERS && call < MAX_CALLS && known.has(call) && shape >= 0, String(nr));
    }
    assert.equal(socketCalls.filter((call) => call !== undefined && known.has(call)).length, 20);
  });
}
