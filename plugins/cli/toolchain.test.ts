import assert from 'node:assert/strict';
import test from 'node:test';
import type { Manifest } from '@chisel/registry';
import { createToolchain } from './toolchain.ts';

const payload: Readonly<Record<string, boolean>> = {
  'evt.buffer': true,
  'evt.args': true,
  'evt.arg.name': true,
  'evt.buflen': false,
  'proc.cmdline': true,
  'proc.exeline': true,
  'proc.pcmdline': true,
  'proc.exe': false,
  'proc.name': false,
  'span.args': true,
  'span.arg.id': true,
  'span.enterargs': true,
  'span.enterarg.id': true,
  'span.nargs': false,
  'span.tags': false,
  'evtin.span.args': true,
  'evtin.span.m.args': true,
  'evtin.span.nargs': false,
  'syslog.message': true,
  'syslog.severity': false,
};

test('fields that may show contents are marked', async () => {
  const manifest = { fields: Object.keys(payload) } as unknown as Manifest;
  const { fields } = await createToolchain().checkProgram(manifest);
  assert.deepEqual(Object.fromEntries(fields.map((field) => [field.name, field.payload])), payload);
});
