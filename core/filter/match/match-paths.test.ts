import assert from 'node:assert/strict';
import test from 'node:test';
import { compilePaths } from './match-paths.ts';
import { RandomFilters } from '../testing/random-filters.ts';

test('few and many paths match alike: where the components of one begin those of the value', () => {
  const random = new RandomFilters(6);
  const makePath = (): string =>
    Array.from({ length: random.below(6) }, () => random.pick(['/', 'a', 'b', '/a', '/b/'])).join(
      '',
    );
  const partsOf = (path: string): string[] => path.split('/').filter((part) => part !== '');
  for (let i = 0; i < 20_000; i++) {
    const paths = Array.from({ length: 1 + random.below(3) }, makePath);
    const value = makePath();
    const parts = partsOf(value);
    const expected = paths.some((path) => partsOf(path).every((part, at) => parts[at] === part));
    const shown = `${JSON.stringify(paths)} ${value}`;
    assert.equal(compilePaths(paths)(value), expected, shown);
    const others = Array.from({ length: 20 }, (_, at) => `/none${at}`);
    assert.equal(compilePaths([...paths, ...others])(value), expected, shown);
  }
});
