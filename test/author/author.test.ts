import assert from 'node:assert/strict';
import {
  chownSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
} from 'node:fs';
import { chmodSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { runShell } from '../support/shell.ts';

const folder = mkdtempSync(join(tmpdir(), 'chisel-author-'));
after(() => rmSync(folder, { recursive: true, force: true }));
chmodSync(folder, 0o755);

const shell = (line: string, env: Record<string, string> = {}) =>
  runShell(line, { cwd: folder, env, limitMs: 60_000 });

const text = (path: string): string => readFileSync(join(folder, path), 'utf8');

const created = await shell('chisel create slow-writes');

/** A copy of the new chisel that a test may change. */
function copyOf(name: string): (change: RegExp, to: string) => void {
  cpSync(join(folder, 'slow-writes'), join(folder, name), { recursive: true });
  const file = join(folder, name, 'slow-writes.ts');
  return (change, to) => writeFileSync(file, readFileSync(file, 'utf8').replace(change, to));
}

test('a new chisel passes its test, and runs', async () => {
  assert.equal(created.status, 0, created.stderr);
  assert.match(created.stdout.toString(), /^created slow-writes\/.*\n.*chisel dev slow-writes/);
  const { status, stdout, stderr } = await shell(
    'chisel test slow-writes && chisel -r slow-writes/test/sample.scap.gz -c ./slow-writes 1',
  );
  assert.equal(status, 0, stderr);
  assert.match(stdout.toString(), /^ok {6}all\nok {6}one\n2 passed, 0 failed\nProcess .*\n-+\nwc /);
  assert.equal(stderr, '');
});

test('a new chisel in Lua passes its test and runs, and its annotations are Lua', async () => {
  const { status, stdout, stderr } = await shell(
    'chisel create @team/slow-lua --runtime lua && chisel test slow-lua && chisel pack slow-lua && ' +
      'chisel -r slow-lua/test/sample.scap.gz -c ./slow-lua 1',
  );
  assert.equal(status, 0, stderr);
  assert.match(
    stdout.toString(),
    /2 passed, 0 failed\nteam-slow-lua-0.1.0.tgz [^]*\nwc +2 +19.05\n$/,
  );
  assert.match(text('slow-lua/.chisel/lua/api.lua'), /\nfunction evt.field\(field\) end\n/);
  assert.match(text('slow-lua/.chisel/lua/fields.lua'), /\n---\| "fd.name" # .*\n/);
  assert.match(text('slow-lua/.luarc.json'), /"\.chisel\/lua"/);
});

const refused: [what: string, line: string, message: RegExp][] = [
  ['a folder that exists', 'chisel create slow-writes', /CHISEL_FOLDER_EXISTS/],
  ['a name that is none', "chisel create '../x y'", /CHISEL_BAD_NAME/],
  ['no name', 'chisel create', /CHISEL_MISSING_WORD/],
  ['a language that is none', 'chisel create x --runtime perl', /CHISEL_BAD_OPTION_VALUE/],
  ['dev without a capture', 'chisel dev slow-writes', /CHISEL_OPTION_NEEDED/],
  ['test of nothing', 'chisel test nothing', /CHISEL_REGISTRY_NOT_INSTALLED/],
];

for (const [what, line, message] of refused) {
  test(`${what} is refused, and nothing is left behind`, async () => {
    const before = readdirSync(folder);
    const { status, stderr } = await shell(line);
    assert.equal(status, 1);
    assert.match(stderr, message);
    assert.deepEqual(readdirSync(folder), before);
  });
}

test('a test that fails shows the lines that differ; --update takes them', async () => {
  copyOf('changed')(/'Writes'/, "'Count'");
  const failed = await shell('chisel test changed');
  assert.equal(failed.status, 1);
  assert.match(failed.stdout.toString(), /FAILED {2}all\n +- Process +Writes +p99\n/);
  assert.match(failed.stdout.toString(), /\n +\+ Process +Count +p99\n[^]*0 passed, 2 failed\n$/);
  const updated = await shell('chisel test changed --update && chisel test changed');
  assert.equal(updated.status, 0, updated.stderr);
  assert.match(text('changed/test/all.txt'), /^Process +Count +p99\n/);
});

test('a test case may have rows instead of a capture, and an error is output', async () => {
  copyOf('rows');
  rmSync(join(folder, 'rows/test'), { recursive: true });
  cpSync(join(folder, 'slow-writes/test/all.json'), join(folder, 'rows/test/bad.json'));
  writeFileSync(join(folder, 'rows/test/bad.json'), '{ "events": "bad.jsonl", "status": 1 }');
  writeFileSync(
    join(folder, 'rows/test/bad.jsonl'),
    '{"proc.name":"zoë","evt.latency":5}\n\n{"proc.nam":"x"}\n',
  );
  const { status, stderr } = await shell('chisel test rows --update');
  assert.equal(status, 0, stderr);
  const output = text('rows/test/bad.txt');
  assert.match(output, /\nzoë +1 +5ns\n/);
  assert.match(
    output,
    /line 3 of bad.jsonl has "proc.nam".*did you mean proc.name\?.*CHISEL_BAD_ROW/,
  );
});

test('dev runs again at each save, and shows the place of an error', async () => {
  copyOf('developed');
  const { status, stdout, stderr } = await shell(`
    chisel dev developed -r developed/test/sample.scap.gz 2> dev.err > dev.out & dev=$!
    waits() { for i in $(seq 200); do [ "$(grep -c 'waiting for a save' dev.err)" -ge $1 ] && return; sleep 0.1; done; }
    waits 1; sed -i "s/proc.name'\\]/proc.nam']/" developed/slow-writes.ts
    waits 2; sed -i "s/proc.nam'\\]/proc.name']/; s/const rows/throw new Error('boom'); const rows/" developed/slow-writes.ts
    waits 3; sed -i "s/throw new Error('boom'); //" developed/slow-writes.ts
    waits 4; kill -INT $dev; wait $dev`);
  assert.equal(status, 0, stderr + stdout.toString());
  const errors = text('dev.err');
  assert.match(
    errors,
    /slow-writes.ts:13:22 Property 'proc.nam' does not exist[^]*> 13 \| .*\n.* \^\n/,
  );
  assert.match(errors, /boom \(slow-writes.ts:17:11\)[^]*> 17 \| .*throw new Error/);
  assert.equal(text('dev.out').match(/^Process/gm)?.length, 2);
});

test('the same bytes are packed whatever the user, umask, time, zone and locale', async () => {
  const first = await shell('mkdir first && cd first && chisel pack ../slow-writes');
  assert.equal(first.status, 0, first.stderr);
  cpSync(join(folder, 'slow-writes'), join(folder, 'other'), { recursive: true });
  const paths = readdirSync(join(folder, 'other'), { recursive: true, encoding: 'utf8' });
  for (const path of paths) {
    const file = join(folder, 'other', path);
    utimesSync(file, 1e9, 1e9);
    if (process.getuid?.() === 0) chownSync(file, 12345, 54321);
    if (path.endsWith('.ts')) chmodSync(file, 0o700);
  }
  const again = await shell('umask 077 && mkdir again && cd again && chisel pack ../other', {
    TZ: 'Pacific/Auckland',
    LC_ALL: 'tr_TR.UTF-8',
  });
  assert.equal(again.status, 0, again.stderr);
  assert.equal(again.stdout.toString(), first.stdout.toString());
  const [one, two] = ['first', 'again'].map((place) =>
    readFileSync(join(folder, place, 'slow-writes-0.1.0.tgz')),
  );
  assert.ok(one?.equals(two as Buffer));
});

test('an archive in the folder is not packed with it; what can not be installed is not packed', async () => {
  copyOf('packed');
  const twice = await shell('cd packed && chisel pack . && chisel pack .');
  const [first, , second] = twice.stdout.toString().split('\n');
  assert.equal(first, second);
  copyOf('broken')(/evt.latency'\]/, "evt.latenci']");
  const broken = await shell('cd broken && chisel pack .');
  assert.equal(broken.status, 1);
  assert.match(broken.stderr, /slow-writes.ts:8:\d+ .*CHISEL_BUILD_FAILED/);
  assert.ok(!readdirSync(join(folder, 'broken')).some((file) => file.endsWith('.tgz')));
});

test('what an editor needs is there: a project that its own compiler settings accept', async () => {
  const { status, stdout } = await shell('tsc -p slow-writes');
  assert.equal(status, 0, stdout.toString());
  copyOf('edited')(/fields: \['proc.name'/, "fields: ['proc.nome'");
  const wrong = await shell('tsc -p edited');
  assert.match(wrong.stdout.toString(), /slow-writes.ts\(8,12\): error .*"proc.nome"/);
});
