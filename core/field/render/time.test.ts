import assert from 'node:assert/strict';
import test from 'node:test';
import { ByteWriter } from '../../bytes/byte-writer.ts';
import { TimeWriter, writeElapsed, writeSecondsNs } from './time.ts';

function halves(ns: bigint): [low: number, high: number] {
  return [Number(ns & 0xffffffffn), Number((ns >> 32n) & 0xffffffffn)];
}

function written(write: (out: ByteWriter) => void): string {
  const out = new ByteWriter(4);
  write(out);
  return out.text();
}

const HOUR_S = 3600;

test('time stamps in every form', () => {
  const ts = halves(1534527348514682170n);
  const utc = new TimeWriter(0);
  const tokyo = new TimeWriter(9 * HOUR_S);
  const cases: [text: string, write: (out: ByteWriter) => void][] = [
    ['17:35:48.514682170', (out) => utc.writeClock(out, ...ts)],
    ['02:35:48.514682170', (out) => tokyo.writeClock(out, ...ts)],
    ['17:35:48', (out) => utc.writeClockSeconds(out, ...ts)],
    ['2018-08-17 17:35:48.514682170', (out) => utc.writeDateTime(out, ...ts)],
    ['2018-08-18 02:35:48', (out) => tokyo.writeDateTimeSeconds(out, ...ts)],
    ['2018-08-17T17:35:48.514682170+0000', (out) => tokyo.writeIso8601(out, ...ts)],
    ['1534527348.514682170', (out) => utc.writeEpoch(out, ...ts)],
    ['1534527348514682170', (out) => utc.writeEpochNs(out, ...ts)],
  ];
  for (const [text, write] of cases) assert.equal(written(write), text);
});

test('the fraction of a time since the epoch has no leading zeros', () => {
  const time = new TimeWriter(0);
  assert.equal(
    written((out) => time.writeEpoch(out, ...halves(5_000_000_012n))),
    '5.12',
  );
  assert.equal(
    written((out) => time.writeEpochNs(out, ...halves(12n))),
    '12',
  );
});

test('jumps between seconds, also backwards, are exact', () => {
  const time = new TimeWriter(0);
  for (const ns of [999_999_999n, 1_000_000_000n, 2n ** 64n - 1n, 0n, 86_399_999_999_999n]) {
    assert.equal(
      written((out) => time.writeEpochNs(out, ...halves(ns))),
      String(ns),
    );
    assert.equal(time.secondsOf(...halves(ns)), Number(ns / 1_000_000_000n));
    assert.equal(time.nsOf(...halves(ns)), Number(ns % 1_000_000_000n));
  }
});

test('durations', () => {
  const elapsed = (from: bigint, to: bigint): string =>
    written((out) => writeElapsed(out, ...halves(from), ...halves(to)));
  assert.equal(elapsed(1534527343000000000n, 1534527348514682171n), '5.514682171');
  assert.equal(elapsed(0n, 2n ** 63n), '9223372036.854775808');
  assert.equal(elapsed(1n, 0n), '18446744073.709551615');
  assert.equal(
    written((out) => writeSecondsNs(out, 3896)),
    '0.000003896',
  );
});
