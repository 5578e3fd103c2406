/**
 * What `npm test` runs: types, lint, format, then every test file. Arguments narrow it to the test
 * files under some paths: `npm test -- core/filter`. The last line is `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { spec } from 'node:test/reporters';
import { run } from 'node:test';

const root = new URL('..', import.meta.url).pathname;
const limitMs = 40 * 60_000;
const fileLimitMs = 10 * 60_000;

/** The tests run the command as it is installed, from its bundle. */
const bundle = { name: 'bundle', command: ['node', 'plugins/cli/build.ts'] };
const checks = [
  { name: 'types', command: ['tsc', '--noEmit'] },
  { name: 'lint', command: ['eslint', '--max-warnings=0', '.'] },
  { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
  { name: 'format of C', command: ['node', 'probe/format.ts'] },
];

interface Tally {
  passed: number;
  failed: number;
}

const only = process.argv.slice(2);
const checked = runChecks(only.length === 0 ? [bundle, ...checks] : [bundle]);
const tested = await runTests(testFiles(only));
const failed = checked.failed + tested.failed;
console.log(`${checked.passed + tested.passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function runChecks(steps: typeof checks): Tally {
  const tally = { passed: 0, failed: 0 };
  for (const { name, command } of steps) {
    const begin = performance.now();
    const [program = '', ...args] = command;
    const { status } = spawnSync(`node_modules/.bin/${program}`, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const seconds = ((performance.now() - begin) / 1000).toFixed(1);
    console.log(`${status === 0 ? '✔' : '✖'} ${name} (${seconds} s)`);
    tally[status === 0 ? 'passed' : 'failed']++;
  }
  return tally;
}

function testFiles(under: string[]): string[] {
  const packages = '{core,sdk,probe,registry,plugins,test}';
  const all = globSync(`${packages}/**/*.test.ts`, {
    cwd: root,
    exclude: (path) => path.endsWith('node_modules'),
  }).sort();
  return under.length === 0
    ? all
    : all.filter((file) => under.some((path) => file.startsWith(path)));
}

/** Two files at a time; each in a process of its own. */
async function runTests(files: string[]): Promise<Tally> {
  const tally = { passed: 0, failed: 0 };
  const skipped: string[] = [];
  const stream = run({
    cwd: root,
    files,
    concurrency: 2,
    timeout: fileLimitMs,
    signal: AbortSignal.timeout(limitMs),
  });
  stream.on('test:pass', ({ name, skip }) => {
    if (skip !== undefined && skip !== false) skipped.push(`${name}: ${reasonOf(skip, tally)}`);
  });
  stream.on('test:summary', ({ file, counts }) => {
    if (file !== undefined) return;
    tally.passed += counts.passed;
    tally.failed += counts.tests - counts.passed - counts.skipped - counts.todo;
  });
  for await (const text of stream.compose(new spec())) process.stdout.write(text as string);
  if (skipped.length > 0) console.log(['', 'Skipped:', ...skipped, ''].join('\n  '));
  return tally;
}

/** A test that is skipped has to say why: one that doesn't counts as failed. */
function reasonOf(skip: string | boolean, tally: Tally): string {
  if (typeof skip === 'string' && skip !== '') return skip;
  tally.failed++;
  return 'gives no reason';
}
