import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import test from 'node:test';

const root = new URL('../..', import.meta.url).pathname;

const rules = [
  { name: 'no path of a work place', files: /./, word: /\/(?:work|home\/\w+)\/(?:main|shared)\b/ },
  {
    name: 'temporary files are asked of the system',
    files: /^(?!.*\.test\.ts$).*\.ts$/,
    word: new RegExp('[\'"`]/' + 'tmp/'),
  },
  { name: 'nothing is left for later', files: /\.(?:ts|js|md)$/, word: /\b(?:TO[D]O|FIX[M]E)\b/ },
  {
    name: 'the lock file names no registry',
    files: /^package-lock\.json$/,
    word: /"resolved": "http/,
  },
];

const tracked = trackedFiles();

for (const { name, files, word } of rules) {
  test(name, { skip: tracked === undefined && 'not a git checkout' }, () => {
    const found = (tracked ?? [])
      .filter((file) => files.test(file))
      .flatMap((file) => linesWith(word, file));
    assert.deepEqual(found, []);
  });
}

function trackedFiles(): string[] | undefined {
  try {
    const list = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' });
    return list
      .split('\0')
      .filter(
        (file) =>
          file !== '' && existsSync(`${root}/${file}`) && !/\.(?:gz|scap|tgz|png)$/.test(file),
      );
  } catch {
    return undefined;
  }
}

function linesWith(word: RegExp, file: string): string[] {
  return readFileSync(`${root}/${file}`, 'latin1')
    .split('\n')
    .flatMap((line, index) =>
      word.test(line) ? [`${file}:${index + 1}: ${line.slice(0, 80)}`] : [],
    );
}
