import assert from 'node:assert/strict';
import test from 'node:test';
import { ByteWriter } from '@chisel/core/bytes/byte-writer.ts';
import { FieldTable } from '@chisel/core/field/field-table.ts';
import { EventMaker, i64 } from '@chisel/core/field/render/testing/make-event.ts';
import { compileFormat } from './compile-format.ts';
import { compileJsonFormat } from './compile-json.ts';

const CLOSE_EXIT = 5;

function line(format: string, json = false): string | undefined {
  const maker = new EventMaker({ json });
  const fields = new FieldTable(maker.table);
  const compile = json ? compileJsonFormat : compileFormat;
  const { write } = compile(format, maker.context, fields);
  const event = maker.make(CLOSE_EXIT, [i64(-9n)], 1534527348514682170n);
  event.num = 1234;
  const out = new ByteWriter(4);
  return write(event, out) ? out.text() : undefined;
}

test('formats', () => {
  const cases: [format: string, written: string | undefined][] = [
    ['plain', 'plain'],
    ['%evt.num', '1234'],
    ['%evt.numx', '1234x'],
    ['a\\tb\\n\\e[m\\\\ \\q', 'a\tb\n\x1b[m\\ \\q'],
    ['%2evt.num|%6evt.num|', '12|1234  |'],
    ['%evt.type %evt.dir %evt.args', 'close < res=-9(EBADF) '],
    ['%evt.arg.res %evt.arg[0]', 'EBADF EBADF'],
    ['%evt.num %evt.buffer', undefined],
    ['*%evt.num %evt.buffer|%6evt.buffer|', '1234 <NA>|<NA>  |'],
    ['*', ''],
    ['é%evt.num', '\xc3\xa91234'],
  ];
  for (const [format, written] of cases) assert.equal(line(format), written, format);
});

test('JSON: keys in order, values by type, null only with a star', () => {
  const cases: [format: string, written: string | undefined][] = [
    ['%evt.type %evt.num', '{"evt.num":1234,"evt.type":"close"}'],
    ['%3evt.num text', '{"evt.num":1234}'],
    ['%evt.outputtime', '{"evt.outputtime":1534527348514682170}'],
    ['%evt.is_io %evt.rawres', '{"evt.is_io":false,"evt.rawres":-9}'],
    ['%evt.num %evt.buffer', undefined],
    ['*%evt.num %evt.buffer', '{"evt.buffer":null,"evt.num":1234}'],
    ['plain', 'null'],
  ];
  for (const [format, written] of cases) assert.equal(line(format, true), written, format);
});

test('what is wrong with a format', () => {
  const cases: [format: string, code: string][] = [
    ['', 'CHISEL_FORMAT_EMPTY'],
    ['%', 'CHISEL_FORMAT_UNFINISHED'],
    ['a%12', 'CHISEL_FORMAT_UNFINISHED'],
    ['%nosuch.field', 'CHISEL_FORMAT_TOKEN_UNKNOWN'],
    ['%99999999999evt.num', 'CHISEL_FORMAT_WIDTH'],
    ['%fd.net', 'CHISEL_FIELD_FILTER_ONLY'],
  ];
  for (const [format, code] of cases) assert.throws(() => line(format), { code }, format);
  assert.throws(() => line('%evt.num %evt.tyep=x'), { remedy: /^Did you mean %evt\.type/ });
});

test('more parts than are written out in one piece', () => {
  assert.equal(line('%evt.num.'.repeat(100)), '1234.'.repeat(100));
});
