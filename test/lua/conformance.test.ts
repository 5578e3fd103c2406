import assert from 'node:assert/strict';
import test from 'node:test';
import { reference, referenceViewer, run, withoutReference } from '../support/programs.ts';
import { chisel } from '../support/project.ts';
import { recordOf } from './scripts.ts';

const capture = new URL('../captures/demo.scap.gz', import.meta.url).pathname;

/** The reference's own scripts, unmodified. */
const cases = [
  '-c fdbytes_by fd.type',
  '-pc -c topcontainers_file -n 9000',
  '-c echo_fds -n 3000',
  '-A -c echo_fds fd.type=ipv4',
  '-c iobytes_file',
  '-c httplog',
  '-c spy_users',
  '-c stdout',
  '-c spectrogram',
  '-c shellshock_detect',
  '-c bottlenecks',
];

for (const line of cases) {
  test(`${line}: as the reference`, { skip: withoutReference }, async () => {
    const args = ['-r', capture, ...line.split(' ')];
    const [theirs, ours] = await Promise.all([run(reference ?? '', args), run(chisel, args)]);
    assert.equal(ours.stdout.toString('latin1'), theirs.stdout.toString('latin1'));
    assert.equal(ours.status === 0, theirs.status === 0, ours.stderr);
  });
}

/** The reference's own views. */
const views = [
  'files',
  'procs',
  'procs_errors',
  'io_by_type',
  'syscalls',
  'file_opens',
  'directories',
  'echo',
];

for (const view of views) {
  const args = ['-r', capture, '-j'];
  const skip = referenceViewer === undefined && 'csysdig, the reference, is not installed';
  test(`--view ${view}: as the reference`, { skip }, async () => {
    const [theirs, ours] = await Promise.all([
      run(referenceViewer ?? '', [...args, '-v', view]),
      run(chisel, [...args, '--view', view]),
    ]);
    const line = `--view ${view}`;
    assert.deepEqual(recordOf(line, ours), recordOf(line, theirs));
  });
}
