import assert from 'node:assert/strict';
import test from 'node:test';
import { ByteWriter } from '../../bytes/byte-writer.ts';
import { writeJsonString } from './json-text.ts';

function quoted(bytes: string): string {
  const out = new ByteWriter(4);
  writeJsonString(out, bytes);
  return out.text();
}

const utf8 = (text: string): string => Buffer.from(text).toString('latin1');

test('text is escaped as JSON', () => {
  const cases: [bytes: string, json: string][] = [
    ['', '""'],
    ['plain /path', '"plain /path"'],
    ['a"b\\c', '"a\\"b\\\\c"'],
    ['\b\f\n\r\t', '"\\b\\f\\n\\r\\t"'],
    ['\x01\x1f\x7f', '"\\u0001\\u001f\x7f"'],
    [utf8('é€😀'), '"\\u00e9\\u20ac\\ud83d\\ude00"'],
    ['\xff', '"\\ufffd"'],
    ['\xe2\x82', '"\\ufffd\\ufffd"'],
    ['\xc0\x80', '"\\ufffd"'],
    ['\xed\xa0\x80', '"\\ufffd"'],
    ['\xf0\x80\x80\x80x', '"\\ufffdx"'],
  ];
  for (const [bytes, json] of cases) assert.equal(quoted(bytes), json);
});

test('what is quoted is read back as it was', () => {
  const text = Array.from({ length: 3000 }, (_, i) => String.fromCodePoint(i * 7)).join('');
  assert.equal(JSON.parse(quoted(utf8(text))), text);
});
