import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { root } from '../support/project.ts';

/** A link to a place in the project, without its `#part`. */
const link = /\]\((?!https?:|#)(?<target>[^)#\s]+)[^)]*\)/g;

const pages = globSync('{*,docs/**/*,test/*,registry/**/*}.md', {
  cwd: root,
  exclude: (path) => path.endsWith('node_modules'),
}).sort();

for (const page of pages) {
  test(`${page}: what it links to is there`, () => {
    const text = readFileSync(join(root, page), 'utf8');
    const targets = [...text.matchAll(link)].map(({ groups }) => groups?.target ?? '');
    const missing = targets.filter((target) => !existsSync(join(root, dirname(page), target)));
    assert.deepEqual(missing, []);
  });
}
