import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { scratchFolder } from '../support/scratch.ts';
import { cannotCapture, command, isInstalled, startLive } from './live-run.ts';

const NOBODY = 65534;
const timeout = 60_000;
const folder = scratchFolder('privileges');
chmodSync(folder, 0o755);

test('privileges end before anything else begins', { skip: cannotCapture, timeout }, async () => {
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
});

/** Runs the command as nobody, with these capabilities and no others. */
function runWith(capabilities: readonly string[], args: readonly string[]) {
  const caps = capabilities.map((name) => `+${name}`).join(',');
  const identity = [`--reuid=${String(NOBODY)}`, `--regid=${String(NOBODY)}`, '--clear-groups'];
  const all = [...identity, `--inh-caps=${caps}`, `--ambient-caps=${caps}`, command, ...args];
  return spawnSync('setpriv', all, { encoding: 'utf8' });
}

const withoutSetpriv = cannotCapture || (!isInstalled('setpriv') && 'setpriv is not installed');
const enough = ['bpf', 'perfmon', 'sys_ptrace'];

test('three capabilities are enough', { skip: withoutSetpriv, timeout }, () => {
  const { status, stdout, stderr } = runWith(enough, ['-n', '3']);
  assert.match(stderr, /^(chisel: \d+ of \d+ events were not read: .*\n)?$/);
  assert.equal(status, 0);
  assert.equal(stdout.trim().split('\n').length, 3);
  const doctor = runWith(enough, ['doctor']);
  assert.match(doctor.stdout, /^ok {2}capabilities/m);
  assert.equal(doctor.status, 0, doctor.stdout);
});

for (const missing of enough) {
  test(
    `without CAP_${missing.toUpperCase()} the doctor says so`,
    { skip: withoutSetpriv, timeout },
    () => {
      const doctor = runWith(
        enough.filter((name) => name !== missing),
        ['doctor'],
      );
      assert.match(
        doctor.stdout,
        RegExp(`^no {2}capabilities +missing: CAP_${missing.toUpperCase()}$`, 'm'),
      );
      assert.equal(doctor.status, 1);
    },
  );
}

const rotations = [[], ['-C', '1'], ['-G', '1', '-W', '2'], ['-e', '100', '-W', '3']];

for (const options of rotations) {
  test(
    `files that the user may not create are refused at once: -w ${options.join(' ')}`,
    { skip: cannotCapture, timeout },
    () => {
      const name = `theirs${options.join('')}`;
      mkdirSync(join(folder, name), { mode: 0o755 });
      const args = ['-Z', 'nobody', ...options, '-w', join(folder, name, 'a.scap')];
      const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
      assert.match(
        stderr,
        /^chisel: can't create capture file .*CHISEL_CAPTURE_UNWRITABLE\]\n.*\n$/,
      );
      assert.deepEqual([status, stdout], [1, '']);
      assert.deepEqual(readdirSync(join(folder, name)), []);
    },
  );
}

test(
  'files go on after each other once privileges have ended',
  { skip: cannotCapture, timeout },
  async () => {
    const own = join(folder, 'own');
    mkdirSync(own);
    chownSync(own, NOBODY, NOBODY);
    const file = join(own, 'a.scap');
    const env = { ...process.env, SUDO_UID: String(NOBODY), SUDO_GID: String(NOBODY) };
    const run = await startLive(['-e', '300', '-W', '3', '-w', file], `${file}0`, env);
    for (let i = 0; i < 20; i++) spawnSync('ls', ['/']);
    await sleep(500);
    const { stderr } = await run.stop();
    assert.doesNotMatch(stderr, /CHISEL_/);
    const names = readdirSync(own).sort();
    assert.deepEqual(names, ['a.scap0', 'a.scap1', 'a.scap2']);
    for (const name of names) assert.equal(statSync(join(own, name)).uid, NOBODY);
  },
);
