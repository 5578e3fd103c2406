import assert from 'node:assert/strict';
import test from 'node:test';
import { ByteWriter } from '../../bytes/byte-writer.ts';
import { defaultTextOptions, type TextOptions } from '../text-options.ts';
import { createBufferWriter } from './buffer.ts';

function shown(bytes: string, options: Partial<TextOptions>): string {
  const out = new ByteWriter(4);
  const source = Buffer.from(`<${bytes}>`, 'latin1');
  const write = createBufferWriter({ ...defaultTextOptions, ...options });
  write(out, source, 1, source.length - 1);
  return out.text();
}

test('dotted buffers are cut, except in JSON', () => {
  const long = 'x'.repeat(81);
  assert.equal(shown('a\0\x7f\xe9z', {}), 'a...z');
  assert.equal(shown(long.slice(1), {}), long.slice(1));
  assert.equal(shown(long, {}), `${'x'.repeat(77)}...`);
  assert.equal(shown(long, { json: true }), long);
  assert.equal(shown(long, { bufferLimit: Infinity }), long);
});

test('text only', () => {
  const cases: [bytes: string, text: string][] = [
    ['', ''],
    ['a\r\nb\rc\nd', '\na\nb\nc\nd'],
    ['\nstart', '\nstart'],
    ['\x00w\x01\xff', '\nw'],
  ];
  for (const [bytes, text] of cases) assert.equal(shown(bytes, { bufferFormat: 'ascii' }), text);
});

test('hex dumps', () => {
  const bytes = 'ABCDEFGHIJKLMNOPQ';
  assert.equal(
    shown(bytes, { bufferFormat: 'hex' }),
    '\n\t0x0000: 4142 4344 4546 4748 494a 4b4c 4d4e 4f50\n\t0x0010: 51\n',
  );
  assert.equal(
    shown(bytes, { bufferFormat: 'hexAscii' }),
    '\n\t0x0000: 4142 4344 4546 4748 494a 4b4c 4d4e 4f50  ABCDEFGHIJKLMNOP' +
      `\n\t0x0010: 51${' '.repeat(37)}Q\n`,
  );
  assert.equal(shown('', { bufferFormat: 'hex' }), '');
});

test('base64', () => {
  for (const [bytes, text] of [
    ['', ''],
    ['f', 'Zg=='],
    ['fo', 'Zm8='],
    ['foo', 'Zm9v'],
  ] as const) {
    assert.equal(shown(bytes, { bufferFormat: 'base64' }), text);
  }
});
