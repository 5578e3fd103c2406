import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { loadIsolatedVm } from '@chisel/isolate/isolated-vm.ts';
import { bundleGuest, GUEST } from './guest-code.ts';
import { createGuestSnapshot, readGuestSnapshot } from './guest-snapshot.ts';
import { modulesInFolder } from './host/modules-in-folder.ts';

const module = { chunkName: '@shared.lua', text: 'return { answer = 6 * 7 }' };
const broken = { chunkName: '@broken.lua', text: 'return {' };
const made = createGuestSnapshot(bundleGuest().code, [module, broken]);
const folder = mkdtempSync(join(tmpdir(), 'chisel-snapshot-'));
test.after(() => rmSync(folder, { recursive: true }));

function fileOf(bytes: Buffer): string {
  const path = join(folder, 'snapshot');
  writeFileSync(path, bytes);
  return path;
}

/** What a script reads of modules, in an isolate that begins as the snapshot. */
async function load(text: string, modules: Readonly<Record<string, object>>): Promise<string> {
  const snapshot = readGuestSnapshot(fileOf(made));
  assert.ok(snapshot);
  const { Isolate } = loadIsolatedVm();
  const isolate = new Isolate({ snapshot });
  const context = await isolate.createContext();
  const setup = { name: 'test', outputChars: 1000, timeMs: 10_000, vm: 'compiled' };
  const answer = await context.eval(`
    const modules = ${JSON.stringify(modules)};
    ${GUEST}.connect((question, detail) => JSON.stringify({ value: modules[JSON.parse(detail)] }));
    const setup = ${JSON.stringify(JSON.stringify(setup))};
    const step = ${GUEST}.load(setup, ${JSON.stringify(JSON.stringify({ chunkName: '@test.lua', text }))});
    JSON.stringify([step.fault?.message, ${GUEST}.takeOutput().text]);
  `);
  isolate.dispose();
  return answer as string;
}

test('a script runs in an isolate from the snapshot, with a module that is in it', async () => {
  const text = 'print(require("shared").answer)';
  assert.equal(await load(text, { shared: module }), '[null,"42\\n"]');
});

test('a module that has changed since is compiled anew', async () => {
  const changed = { ...module, text: 'return { answer = 43 }' };
  assert.equal(
    await load('print(require("shared").answer)', { shared: changed }),
    '[null,"43\\n"]',
  );
});

test('an error names the line of the script', async () => {
  assert.match(
    await load('\nlocal t = nil\nprint(t.x)', {}),
    /test\.lua:3: attempt to index local 't'/,
  );
});

test('a snapshot of another engine, or one that is not whole, is not used', () => {
  const other = Buffer.from(made);
  other.write('0.0');
  for (const bytes of [other, made.subarray(0, made.length - 1), Buffer.alloc(0)]) {
    assert.equal(readGuestSnapshot(fileOf(bytes)), undefined);
  }
  assert.equal(readGuestSnapshot(join(folder, 'nowhere')), undefined);
});

test('modules of a folder are what its scripts require or put in their place', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'chisel-modules-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const files = {
    'a.lua': 'require "b" local c = require("sub-c") require("nowhere") chisel.exec("d", 1)',
    'b.lua': 'return 1',
    'sub-c.lua': 'return 2',
    'd.lua': 'return 3',
    'e.lua': 'return 4',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const names = modulesInFolder(folder).map(({ chunkName }) => chunkName);
  assert.deepEqual(names, ['@b.lua', '@d.lua', '@sub-c.lua']);
  assert.deepEqual(modulesInFolder(join(folder, 'nowhere')), []);
});
