import assert from 'node:assert/strict';
import test from 'node:test';
import { rate } from './rate.ts';
import { sparkline } from './sparkline.ts';

const second = 1_000_000_000n;

test('amounts per second, over the time that really passed', () => {
  const bytes = rate({ keep: 2 });
  bytes.add(500);
  bytes.add(500);
  assert.equal(bytes.next({ timeNs: 10n * second, lengthNs: 2e9 }), 500);
  bytes.add();
  assert.equal(bytes.next({ timeNs: 14n * second, lengthNs: 2e9 }), 0.25);
  assert.equal(bytes.next({ timeNs: 15n * second, lengthNs: 2e9 }), 0);
  assert.deepEqual(bytes.history, [0.25, 0]);
});

const lines: [values: number[], options: object, line: string][] = [
  [[], {}, ''],
  [[0, 0], {}, '▁▁'],
  [[0, 1, 2, 3, 4, 5, 6, 7], {}, '▁▂▃▄▅▆▇█'],
  [[0, 50, 100], { max: 200 }, '▁▃▅'],
  [[9, 0, 4, 8], { width: 2 }, '▅█'],
  [[5, 5], { width: 0 }, ''],
  [[-1, NaN, 400], { max: 100 }, '▁▁█'],
];

for (const [values, options, line] of lines) {
  test(`the sparkline of ${values.join(', ')} with ${JSON.stringify(options)}`, () => {
    assert.equal(sparkline(values, options), line);
  });
}
