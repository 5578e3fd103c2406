import assert from 'node:assert/strict';
import test from 'node:test';
import { isInSpan } from '../event/time-span.ts';
import { createClock, SampleClock, type IntervalClock } from './interval-clock.ts';

/** Time stamps and the ones among them at which an interval of one second ends. */
const cases: [name: string, ts: bigint[], fired: bigint[]][] = [
  ['the first event only sets it', [5_500_000_000n], []],
  [
    'once when the second changes',
    [1_999_999_999n, 2_000_000_000n, 2_500_000_000n],
    [2_000_000_000n],
  ],
  ['once however many intervals passed', [0n, 9_100_000_000n, 9_200_000_000n], [9_100_000_000n]],
  ['across a change of the high half', [4_200_000_000n, 4_294_967_296n, 4_999_999_999n], []],
  ['also when time goes back', [2_000_000_000n, 1_000_000_000n], [1_000_000_000n]],
  [
    'with real time stamps',
    [1_534_527_348_999_999_999n, 1_534_527_349_000_000_000n],
    [1_534_527_349_000_000_000n],
  ],
];

for (const [name, stamps, expected] of cases) {
  test(name, () => {
    const fired: bigint[] = [];
    const clock = new SampleClock(1e9, (_num, low, high) =>
      fired.push((BigInt(high) << 32n) | BigInt(low)),
    );
    stamps.forEach((ts, i) => clock.tick(Number(ts & 0xffffffffn), Number(ts >> 32n), i));
    assert.deepEqual(fired, expected);
  });
}

/** Time stamps that mostly go on, and cross seconds and high halves now and then. */
function wanderingStamps(): bigint[] {
  let ts = 1_534_527_348_000_000_000n;
  let seed = 1;
  return Array.from({ length: 5000 }, () => {
    seed = (seed * 48_271) % 2_147_483_647;
    ts += BigInt(seed % 200_000_000) - 20_000_000n;
    return ts;
  });
}

for (const intervalNs of [1e9, 1e8, 1e10, -1e9, -1e10]) {
  test(`time stamps that are quiet end no interval of ${intervalNs} ns`, () => {
    const tell = (skipsQuiet: boolean): number[] => {
      const fired: number[] = [];
      const clock: IntervalClock = createClock(intervalNs, false, (num) => fired.push(num));
      wanderingStamps().forEach((ts, num) => {
        const [low, high] = [Number(ts & 0xffffffffn), Number(ts >> 32n)];
        if (skipsQuiet && isInSpan(clock.quiet, low, high)) return;
        clock.tick(low, high, num);
      });
      return fired;
    };
    assert.deepEqual(tell(true), tell(false));
    assert.ok(tell(true).length > 10);
  });
}
