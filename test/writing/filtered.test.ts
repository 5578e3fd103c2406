import assert from 'node:assert/strict';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { readFiles } from '@chisel/scap/testing/read-capture.ts';
import { captureFolder, chisel } from '../support/project.ts';
import { reference, run } from '../support/programs.ts';
import { scratchFolder } from '../support/scratch.ts';

const folder = scratchFolder('filtered');

/** What depends on events before the one that is shown; not its number, which is another there. */
const FORMAT =
  '*%evt.rawtime %thread.tid %evt.dir %evt.type %proc.name %proc.pid %proc.ppid %proc.pname ' +
  '%proc.exe %proc.exepath %proc.args %proc.cwd %proc.aname[2] %proc.sid %proc.env %user.name ' +
  '%thread.vtid %proc.nchilds %proc.fdopencount %fd.num %fd.type %fd.name %fd.cip %fd.sip ' +
  '%fd.l4proto %fd.is_server %evt.latency %evt.info';

const cases: readonly [capture: string, filter: string][] = [
  ['demo.scap.gz', 'proc.name=git'],
  ['demo.scap.gz', 'evt.type=read'],
  ['demo.scap.gz', 'evt.type=execve'],
  ['demo.scap.gz', 'fd.type=ipv4'],
  ['demo.scap.gz', 'evt.dir=< and fd.name contains /tmp'],
  ['demo.scap.gz', 'proc.pname=small.sh and evt.type in (vfork, clone, signaldeliver)'],
  ['curl_google.scap', 'fd.type=ipv6'],
  ['curl_google.scap', 'evt.dir=<'],
  ['sample.scap', 'proc.name=sysdig'],
];

suite('events of a filtered file have the fields that they had', { concurrency: 2 }, () => {
  for (const [index, [capture, filter]] of cases.entries()) {
    test(`${capture} ${filter}`, async () => {
      const original = join(captureFolder, capture);
      const copy = join(folder, `${String(index)}.scap`);
      const { status, stderr } = await run(chisel, ['-r', original, '-w', copy, filter]);
      assert.equal(status, 0, stderr);
      const before = await run(chisel, ['-r', original, '-p', FORMAT, filter]);
      const after = await run(chisel, ['-r', copy, '-p', FORMAT, filter]);
      assert.ok(before.stdout.length > 0);
      assert.ok(before.stdout.equals(after.stdout), 'chisel shows other fields');
      if (reference === undefined) return;
      const theirs = await run(reference, ['-r', copy, '-p', FORMAT, filter]);
      assert.ok(theirs.stdout.equals(after.stdout), 'the reference shows other fields');
    });
  }
});

test('a filtered file has nothing of processes that no written event has to do with', async () => {
  const copy = join(folder, 'small.scap');
  await run(chisel, ['-r', join(captureFolder, 'demo.scap.gz'), '-w', copy, 'proc.name=git']);
  // Internal events are written whatever the filter says, as the reference does.
  const format = '%proc.name';
  const { stdout } = await run(chisel, ['-r', copy, '-p', format]);
  assert.deepEqual(new Set(stdout.toString().trim().split('\n')), new Set(['git']));
});

test('-F writes what the reference writes', { skip: reference === undefined }, async () => {
  const original = join(captureFolder, 'demo.scap.gz');
  const args = (file: string) => ['-r', original, '-F', '-w', join(folder, file), 'evt.type=read'];
  await run(chisel, args('ours.scap'));
  await run(reference ?? '', args('theirs.scap'));
  const lines = await Promise.all(
    ['ours.scap', 'theirs.scap'].map((file) => run(reference ?? '', ['-r', join(folder, file)])),
  );
  assert.ok(lines[0]?.stdout.equals(lines[1]?.stdout ?? Buffer.alloc(0)));
});

test('--filter-proclist leaves out processes that the filter rejects', async () => {
  const copy = join(folder, 'proclist.scap');
  const original = join(captureFolder, 'curl_google.scap');
  await run(chisel, ['-r', original, '--filter-proclist', '-w', copy, 'proc.name=curl']);
  const { sections } = await readFiles([copy]);
  assert.deepEqual(
    sections[0]?.threads.map(({ comm }) => comm),
    [],
  );
});
