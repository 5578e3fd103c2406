import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const projectPath = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

test('a build that fails leaves nothing behind', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'chisel-build-'));
  t.after(() => rmSync(folder, { recursive: true }));
  symlinkSync(projectPath('../../node_modules'), join(folder, 'node_modules'));
  for (const file of ['build.ts', 'bundle-externals.ts']) {
    copyFileSync(projectPath(file), join(folder, file));
  }
  const { status, stderr } = spawnSync(process.execPath, [join(folder, 'build.ts')], {
    encoding: 'utf8',
  });
  assert.equal(status, 1);
  assert.match(stderr, /Could not resolve "[^"]*start\.ts"/);
  assert.deepEqual(readdirSync(folder).sort(), ['build.ts', 'bundle-externals.ts', 'node_modules']);
});
