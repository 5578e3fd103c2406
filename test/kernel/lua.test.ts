import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { Readable } from 'node:stream';
import test, { after, before } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { programEnv, run } from '../support/programs.ts';
import { scratchFolder } from '../support/scratch.ts';
import { cannotCapture, command, isInstalled, spawnLive } from './live-run.ts';
import type { WorkloadFacts } from './lua/workload.ts';

/** sysdig's own scripts, each on the running kernel, while the workload beside this file runs. */

const scripts = '/usr/share/sysdig/chisels';
let workload: ChildProcess | undefined;
let facts: WorkloadFacts;

// Before the folder goes in which it runs.
after(async () => {
  if (workload?.pid === undefined) return;
  process.kill(-workload.pid, 'SIGKILL');
  await once(workload, 'close');
});

const folder = scratchFolder('lua');
const missing = ['curl', 'script'].find((program) => !isInstalled(program));
const skip =
  cannotCapture ||
  (!existsSync(scripts) && 'the scripts of sysdig are not installed') ||
  (missing !== undefined && `${missing} is not installed`);
const timeout = 90_000;

before(async () => {
  if (skip) return;
  const program = fileURLToPath(new URL('lua/workload.ts', import.meta.url));
  // A session of its own: what runs in it is found by that, and ended with it.
  workload = spawn(process.execPath, [program, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const [line] = (await once(workload.stdout as Readable, 'data')) as [Buffer];
  facts = JSON.parse(line.toString()) as WorkloadFacts;
});

/** A script, its argument, and what must be in what it prints of the workload; `$NAME` is a fact of it. */
interface Row {
  readonly name: string;
  readonly argument?: string;
  readonly prints: string;
  /** It prints only when the run ends. */
  readonly atEnd?: boolean;
}

/** A row of a table, somewhere between its head and the next. */
const table = (head: string, row: string): string => `${head} *\\n-+\\n(?:\\d.*\\n)*?${row} *\\n`;

const tables: readonly Row[] = [
  {
    name: 'topconns',
    prints: table('Proto +Conn', '\\d\\S* +tcp +127.0.0.1:\\d+->127.0.0.1:$WEB'),
  },
  { name: 'topcontainers_cpu', prints: 'CPU% +container.name *\\n-+\\n' },
  { name: 'topcontainers_error', prints: '#Errors +container.name *\\n-+\\n' },
  { name: 'topcontainers_file', prints: 'Bytes +container.name *\\n-+\\n' },
  { name: 'topcontainers_net', prints: 'Bytes +container.name *\\n-+\\n' },
  { name: 'topfiles_bytes', prints: table('Bytes +Filename', '\\d\\S* +$FOLDER/data') },
  { name: 'topfiles_errors', prints: table('#Errors +Filename', '\\d+ +$FOLDER') },
  { name: 'topfiles_time', prints: table('Time +Filename', '\\S+s +$FOLDER/data') },
  { name: 'topports_server', prints: table('Bytes +Srv Port', '\\d\\S* +$WEB') },
  { name: 'topprocs_cpu', prints: table('CPU% +Process +PID', '\\d+\\.\\d\\d% +sh +\\d+') },
  { name: 'topprocs_errors', prints: table('#Errors +Process +PID', '\\d+ +cat +\\d+') },
  { name: 'topprocs_file', prints: table('Bytes +Process +PID', '\\d\\S* +head +\\d+') },
  { name: 'topprocs_net', prints: table('Bytes +Process +PID', '\\d\\S* +curl +\\d+') },
  { name: 'topscalls', prints: table('# Calls +Syscall', '\\d+ +openat') },
  { name: 'topscalls_time', prints: table('Time +Syscall', '\\S+s +wait4') },
  { name: 'fdbytes_by', argument: 'fd.type', prints: table('Bytes +fd.type', '\\d\\S* +file') },
  { name: 'fdtime_by', argument: 'fd.type', prints: table('Time +fd.type', '\\S+s +file') },
  { name: 'httptop', prints: table('ncalls +method +url', '\\d+ +GET +127.0.0.1:$WEB/page\\?q=1') },
  { name: 'httplog', prints: ' method=GET url=\\S*/page\\?q=1 response_code=200 ' },
];

const streams: readonly Row[] = [
  { name: 'spy_file', argument: 'W', prints: ' sh\\(\\d+\\) W 14B $FOLDER/app.log' },
  { name: 'fileslower', argument: '0', prints: ' sh +write +0 $FOLDER/app.log\\n' },
  { name: 'netlower', argument: '0', prints: ' curl +sendto +0 \\S+->127.0.0.1:$WEB\\n' },
  { name: 'scallslower', argument: '40', prints: ' sleep +\\d+\\.\\d+ +(clock_)?nanosleep\\n' },
  { name: 'iobytes', prints: '\\d in:\\d+ out:\\d+ tot:[1-9]\\d*\\n' },
  { name: 'stdout', prints: '^printed$' },
  { name: 'stderr', prints: '^complained$' },
  { name: 'stdin', prints: '^typed$' },
  { name: 'echo_fds', prints: '------ Write 14B to .* $FOLDER/app.log \\(sh\\)\\n' },
  { name: 'spy_users', prints: ' \\d\\d:\\d\\d:\\d\\d \\S+\\) head -c 20000 /dev/zero\\n' },
  { name: 'spy_port', argument: '$WEB', prints: '------ Read .*\\n+.*HTTP/1.1 200 OK' },
  { name: 'spy_ip', argument: '127.0.0.1', prints: '------ Read .*\\n+.*GET /page\\?q=1 HTTP/1.1' },
  { name: 'proc_exec_time', prints: '^\\S+[mu]s +head +-c 20000 /dev/zero\\n' },
  { name: 'spy_syslog', prints: ' sh\\[\\d+\\] ' },
  { name: 'spy_logs', prints: '^sh $FOLDER/app.log an error line$' },
  { name: 'list_login_shells', prints: 'All shells:\\n', atEnd: true },
  { name: 'fdcount_by', argument: 'fd.type', prints: '\\nfile\\t\\d+\\n', atEnd: true },
  { name: 'bottlenecks', prints: '\\d+\\) \\d+\\.\\d{9} \\S+ \\(\\d+\\) < \\w+ ', atEnd: true },
];

/** Such as end the run at the first event. */
const lists: readonly Row[] = [
  { name: 'ps', prints: '^\\d+ .* sh$' },
  { name: 'lsof', prints: '^sh +\\d+ .* $FOLDER/out$' },
  { name: 'netstat', prints: '^tcp .*127.0.0.1:$WEB ' },
  { name: 'lscontainers', prints: '^container.type ' },
];

for (const [what, rows] of [
  ['tables', tables],
  ['streams', streams],
] as const) {
  test(`the ${what} of sysdig's scripts show what runs`, { skip, timeout }, async () => {
    const given = rows.flatMap(({ name, argument }) => ['-c', name, ...fill(argument)]);
    await assertShows([...given, `proc.sid=${String(facts.pid)}`], rows);
  });
}

for (const row of lists) {
  test(`${row.name} lists what there is`, { skip, timeout }, async () => {
    const { stdout, status } = await run(command, ['-c', row.name], { CHISEL_PATH: scripts });
    assert.equal(status, 0);
    assertPrinted(stdout.toString('latin1'), row);
  });
}

test('memcachelog shows what a client asks', { skip, timeout }, async (t) => {
  if (facts.withoutMemcached !== undefined) {
    t.skip(facts.withoutMemcached);
    return;
  }
  const asked = (method: string): Row => ({
    name: 'memcachelog',
    prints: `^\\S+ \\S+ method=${method} size=0B key=answer`,
  });
  await assertShows(['-c', 'memcachelog'], [asked('get'), asked('set')]);
});

for (const [name, prints] of [
  ['spectrogram', '\\|1.00us'],
  ['subsecoffset', 'Tracing syscalls[^]*\\|'],
] as const) {
  test(`${name} draws on a terminal`, { skip, timeout }, async () => {
    const line = `stty cols 100; ${command} -M 3 -c ${name}`;
    const env = { TERM: 'xterm', CHISEL_PATH: scripts };
    const { stdout, status } = await run('script', ['-qec', line, '/dev/null'], env);
    assert.equal(status, 0);
    assertPrinted(stdout.toString('latin1'), { name, prints });
    assert.match(stdout.toString(), /\x1b\[48;5;\d+m/);
  });
}

/** Runs chisels until they have printed what they must, or for long enough. */
async function assertShows(words: readonly string[], rows: readonly Row[]): Promise<void> {
  const live = spawnLive(['--unbuffered', ...words], { ...programEnv, CHISEL_PATH: scripts });
  const ended = live.ended.then(() => true);
  const end = Date.now() + LONG_ENOUGH_MS;
  const waits = (): boolean =>
    rows.some((row) => !row.atEnd && !patternOf(row).test(plain(live.shown())));
  while (waits() && Date.now() < end) {
    if (await Promise.race([ended, sleep(200)])) break;
  }
  const { stdout, stderr } = await live.stop();
  assert.equal(live.process.exitCode, 0, stderr);
  // On a busy machine there are words about events that were lost, or not read, which other tests are about.
  assert.doesNotMatch(stderr, /\[CHISEL_\w+\]/);
  for (const row of rows) assertPrinted(stdout, row);
}

const LONG_ENOUGH_MS = 30_000;

function fill(argument: string | undefined): string[] {
  return argument === undefined ? [] : [argument.replace('$WEB', String(facts.webPort))];
}

function assertPrinted(output: string, row: Row): void {
  assert.match(plain(output), patternOf(row), row.name);
}

function patternOf({ prints }: Row): RegExp {
  const text = prints.replaceAll('$WEB', String(facts.webPort)).replaceAll('$FOLDER', folder);
  return new RegExp(text, 'm');
}

/** Without colours and places on the screen. */
function plain(output: string): string {
  return output.replaceAll(/\x1b\[[\d;?]*[A-Za-z]/g, '');
}
