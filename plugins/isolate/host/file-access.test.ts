import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { FileAccess } from './file-access.ts';

const root = mkdtempSync(join(tmpdir(), 'chisel-files-'));
test.after(() => rmSync(root, { recursive: true }));
mkdirSync(join(root, 'out/below'), { recursive: true });
mkdirSync(join(root, 'outside'));
writeFileSync(join(root, 'outside/secret'), 'secret');
symlinkSync(join(root, 'outside'), join(root, 'out/link'));
symlinkSync(join(root, 'outside/secret'), join(root, 'out/file-link'));
const files = new FileAccess([{ kind: 'write', folder: join(root, 'out') }]);

test('files of a granted folder are written byte by byte, and read', () => {
  const id = files.open(join(root, 'out/below/a'), 'w');
  files.write(id, Buffer.from('caf\xe9\0', 'latin1'));
  files.close(id);
  assert.equal(readFileSync(join(root, 'out/below/a')).toString('latin1'), 'caf\xe9\0');
  assert.equal(files.read(files.open(join(root, 'out/below/a'), 'rb')), 'caf\xe9\0');
});

for (const path of [
  'outside/secret',
  'out/../outside/secret',
  'out/link/secret',
  'out/file-link',
  'out/none/x',
  'out',
]) {
  for (const mode of ['r', 'w']) {
    test(`${path} can't be opened for ${mode}`, () => {
      assert.throws(() => files.open(join(root, path), mode));
      assert.equal(readFileSync(join(root, 'outside/secret'), 'utf8'), 'secret');
    });
  }
}

test('other modes are refused', () => {
  for (const mode of ['r+', 'w+', '', 'x'])
    assert.throws(() => files.open(join(root, 'out/b'), mode));
});
