import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test, { after } from 'node:test';
import { root } from '../support/project.ts';
import { runShell } from '../support/shell.ts';

const scratch = mkdtempSync(join(tmpdir(), 'chisel-pack-'));
after(() => rmSync(scratch, { recursive: true, force: true }));
const project = join(scratch, 'project');
const empty = join(scratch, 'empty');
const modules = join(empty, 'node_modules');

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const parts = ['core', 'sdk', 'probe', 'registry', 'plugins'];
const workspaces = parts.flatMap((part) =>
  part === 'plugins' ? globSync('plugins/*/package.json', { cwd: root }).map(dirname) : [part],
);

/** Packing changes package.json for a moment: that happens in a copy, while other tests use the original. */
function copyProject(): void {
  const skipped = /(^|\/)(node_modules|lib|\.cache)$|^(?!probe\/).*\/dist$|\.package\.json\.saved$/;
  for (const path of ['package.json', 'tsconfig.json', ...parts]) {
    cpSync(join(root, path), join(project, path), {
      recursive: true,
      filter: (from) => !skipped.test(from.slice(root.length)),
    });
  }
  const names = readdirSync(join(root, 'node_modules')).filter((name) => name !== '@chisel');
  mkdirSync(join(project, 'node_modules/@chisel'), { recursive: true });
  for (const name of names) {
    symlinkSync(join(root, 'node_modules', name), join(project, 'node_modules', name));
  }
  for (const folder of workspaces) {
    const { name } = manifestOf(join(project, folder));
    symlinkSync(join(project, folder), join(project, 'node_modules', name));
  }
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

/** What `npm install` does with archives, but the packages of others are those that are here already. */
function installAll(): string[] {
  mkdirSync(join(modules, '.bin'), { recursive: true });
  const archives = readdirSync(scratch).filter((file) => file.endsWith('.tgz'));
  const installed = archives.map((archive) => {
    const folder = join(modules, '@chisel', archive.replace(/^chisel-(.*)-[\d.]+\.tgz$/, '$1'));
    mkdirSync(folder, { recursive: true });
    execFileSync('tar', ['-xzf', join(scratch, archive), '-C', folder, '--strip-components=1']);
    return folder;
  });
  for (const folder of installed) {
    const { dependencies = {}, name } = manifestOf(folder);
    for (const needed of Object.keys(dependencies)) {
      const place = join(modules, needed);
      if (needed.startsWith('@chisel/')) assert.ok(existsSync(place), `${name} needs ${needed}`);
      else if (!existsSync(place)) link(needed);
    }
  }
  for (const name of ['node', '@types/node']) link(name);
  symlinkSync('../@chisel/cli/bin/chisel', join(modules, '.bin/chisel'));
  return installed;
}

function link(name: string): void {
  mkdirSync(dirname(join(modules, name)), { recursive: true });
  const places = [...workspaces, ''].map((folder) => join(root, folder, 'node_modules', name));
  symlinkSync(places.find((place) => existsSync(place)) as string, join(modules, name));
}

const shell = (line: string) =>
  runShell(`PATH=$PWD/node_modules/.bin:$PATH; set -e; ${line}`, { cwd: empty, limitMs: 120_000 });

copyProject();
const packed = await runShell(
  `npm pack --silent --pack-destination ${scratch} ${workspaces.map((path) => `-w ${path}`).join(' ')}`,
  { cwd: project, limitMs: 240_000 },
);

test('every package can be packed, and is as it was afterwards', () => {
  assert.equal(packed.status, 0, packed.stderr);
  assert.equal(packed.stdout.toString().trim().split('\n').length, workspaces.length);
  for (const folder of workspaces) {
    assert.deepEqual(manifestOf(join(project, folder)), manifestOf(join(root, folder)));
  }
});

const installed = installAll();

test('archives hold what is published, and nothing else', () => {
  for (const folder of installed) {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const strange = files.filter(
      (file) =>
        /\.test\.|(^|\/)(node_modules|src)(\/|$)/.test(file) ||
        (/\.ts$/.test(file) && !/\.d\.ts$|^lib\/assets\/plugins\/cli\/templates\//.test(file)),
    );
    assert.deepEqual(strange, []);
  }
});

test('the command works: create, test, pack, install and run', async () => {
  const { status, stdout, stderr } = await shell(`
    chisel create slow-writes; chisel test slow-writes; chisel pack slow-writes
    chisel install topfiles ./slow-writes-0.1.0.tgz
    chisel -r slow-writes/test/sample.scap.gz -c topfiles -c slow-writes`);
  assert.equal(status, 0, stderr);
  assert.match(stdout.toString(), /2 passed, 0 failed\n[^]*installed topfiles@[^]*Bytes {2}File\n/);
});

test('every package can be imported, with the dependencies that it declares', async () => {
  const names = installed.map((folder) => manifestOf(folder).name);
  const libraries = names.filter((name) => name !== '@chisel/cli');
  const code = libraries.map((name) => `await import('${name}');`).join(' ');
  const { status, stderr } = await shell(`node --input-type=module -e "${code}"`);
  assert.equal(status, 0, stderr);
});

test('types compile in a strict project of its own, declarations included', async () => {
  const options = {
    target: 'esnext',
    module: 'nodenext',
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: false,
    types: ['node'],
  };
  writeFileSync(join(empty, 'package.json'), '{ "type": "module", "private": true }');
  writeFileSync(
    join(empty, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: options, files: ['main.ts'] }),
  );
  writeFileSync(
    join(empty, 'main.ts'),
    `import { compileFilter } from '@chisel/core/filter/compile-filter.ts';
import { installChisel } from '@chisel/registry';
import { openCaptures } from '@chisel/scap';
import { defineChisel, sum } from '@chisel/sdk';
import { events, runChisel } from '@chisel/sdk/testing';

const files = sum();
export default defineChisel({
  fields: ['fd.name', 'evt.rawres'],
  args: { by: { type: 'string', choices: ['a', 'b'], default: 'a' } },
  onEvent(event, { args }) {
    const name: string | undefined = event['fd.name'];
    const by: 'a' | 'b' = args.by;
    // @ts-expect-error: a field that is not declared is not there
    event['proc.name'];
    files.add(name ?? by, event['evt.rawres']);
  },
});
if (![compileFilter, installChisel, openCaptures].every((one) => typeof one === 'function')) {
  throw new Error('something is missing');
}
const rows = events({ 'proc.name': 'dd' }).repeat(3);
const { output, errors } = await runChisel('slow-writes', { events: rows });
console.log(output, errors);
`,
  );
  const { status, stdout, stderr } = await shell('tsc -p . && node main.js');
  assert.equal(status, 0, stdout.toString() + stderr);
  assert.match(stdout.toString(), /^dd +3 +0ns$/m);
});
