import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { errorCodes } from '@chisel/core';
import { errorExamples } from './error-examples.ts';
import { luaApiTypes, luaFieldTypes } from './lua-types.ts';
import { errorsPage, optionsPage } from './pages.ts';

const root = new URL('../../../', import.meta.url);
const page = (name: string): string =>
  readFileSync(new URL(`docs/reference/${name}`, root), 'utf8');
const how = 'run npm run docs';

/** The codes that the sources define, whether or not anything here loads them. */
function definedCodes(): string[] {
  const files = globSync('{core,sdk,probe,registry,plugins}/**/*.ts', {
    cwd: root.pathname,
    exclude: (path) => path.endsWith('node_modules'),
  });
  return files
    .filter((file) => !file.endsWith('.test.ts'))
    .flatMap((file) => [
      ...readFileSync(new URL(file, root), 'utf8').matchAll(
        /= defineError\b(?:<[^]*?>)?\(\s*'(?<code>[^']*)'/g,
      ),
    ])
    .map(({ groups }) => groups?.code ?? '')
    .sort();
}

test('the reference pages are those that the tables give', () => {
  assert.equal(page('errors.md'), errorsPage(), how);
  assert.equal(page('options.md'), optionsPage(), how);
});

test('the annotations for Lua are those that the tables give', () => {
  const types = (name: string): string =>
    readFileSync(new URL(`../templates/lua-types/${name}`, import.meta.url), 'utf8');
  assert.equal(types('api.lua'), luaApiTypes(), how);
  assert.equal(types('fields.lua'), luaFieldTypes(), how);
});

test('every error that the sources define has an example, and only those', () => {
  const shown = errorExamples().flatMap(({ examples }) => examples.map(({ code }) => code));
  assert.deepEqual(shown.toSorted(), definedCodes());
  assert.deepEqual(shown.toSorted(), errorCodes());
});

test('error codes are unique and start with CHISEL_', () => {
  const codes = definedCodes();
  assert.equal(new Set(codes).size, codes.length);
  assert.deepEqual(
    codes.filter((code) => !/^CHISEL_[A-Z]+(?:_[A-Z]+)*$/.test(code)),
    [],
  );
});

test('messages are sentences without a full stop, remedies with one', () => {
  for (const { code, message, remedy } of errorExamples().flatMap(({ examples }) => examples)) {
    assert.doesNotMatch(message.split('\n')[0] ?? '', /\.$/, code);
    if (remedy !== undefined) assert.match(remedy, /^[A-Z0-9].*[.?]$/s, code);
  }
});
