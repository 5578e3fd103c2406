import assert from 'node:assert/strict';
import test from 'node:test';
import { ByteWriter } from '../../bytes/byte-writer.ts';
import { shortNumber, writeHex64, writeSigned64, writeUnsigned64 } from './number.ts';

function written(write: (out: ByteWriter) => void): string {
  const out = new ByteWriter(4);
  write(out);
  return out.text();
}

test('numbers of 64 bits are exact', () => {
  const cases: [low: number, high: number, signed: string, unsigned: string, hex: string][] = [
    [0, 0, '0', '0', '0'],
    [-1, 0, '4294967295', '4294967295', 'FFFFFFFF'],
    [-2, -1, '-2', '18446744073709551614', 'FFFFFFFFFFFFFFFE'],
    [0, -2147483648, '-9223372036854775808', '9223372036854775808', '8000000000000000'],
    [1, 0x200000, '9007199254740993', '9007199254740993', '20000000000001'],
    [-1, 0x1fffff, '9007199254740991', '9007199254740991', '1FFFFFFFFFFFFF'],
  ];
  for (const [low, high, signed, unsigned, hex] of cases) {
    assert.equal(
      written((out) => writeSigned64(out, low, high)),
      signed,
    );
    assert.equal(
      written((out) => writeUnsigned64(out, low, high)),
      unsigned,
    );
    assert.equal(
      written((out) => writeHex64(out, low, high)),
      hex,
    );
  }
});

test('short numbers are those of %g', () => {
  const cases: [value: number, text: string][] = [
    [0, '0'],
    [1.23e-7, '1.23e-07'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [0.1, '0.1'],
    [100000, '100000'],
    [999999.5, '1e+06'],
    [1234567, '1.23457e+06'],
    [18446744073.709553, '1.84467e+10'],
    [3.000000001, '3'],
    [1.5, '1.5'],
  ];
  for (const [value, text] of cases) assert.equal(shortNumber(value), text);
});
