import assert from 'node:assert/strict';
import test from 'node:test';
import { folderName, isFolderName } from './folder-name.ts';

for (const [name, version] of [
  ['sample', '1.0.0'],
  ['top_files-2', '1.0.0-beta.1'],
  ['@team/top-files', '10.2.3'],
] as const) {
  test(`the folder of ${name}@${version} is known again`, () => {
    const folder = folderName({ name, version }, { 'a.ts': 'sha512-x' });
    assert.equal(isFolderName(folder), true, folder);
    assert.equal(isFolderName(`${folder}.12`), true);
  });
}

for (const name of [
  'mine',
  'sample@1.0.0',
  'sample@1.0.0-dead',
  'sample@1.0.0-0123456789abcdef.old',
  '.git',
]) {
  test(`'${name}' is no folder of an install`, () => assert.equal(isFolderName(name), false));
}
