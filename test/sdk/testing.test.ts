import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { events, expectOutput, runChisel } from '@chisel/sdk/testing';
import { captureFolder, root } from '../support/project.ts';

const topfiles = join(root, 'registry/chisels/topfiles');
const folder = mkdtempSync(join(tmpdir(), 'chisel-kit-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const io = () => events({ 'evt.is_io': true, 'evt.failed': false });

test('synthetic events go through the sandbox', async () => {
  const some = io()
    .add({ 'fd.name': '/ä', 'evt.rawres': 100 })
    .add({ 'fd.name': '/b', 'evt.rawres': 2048 })
    .repeat(3, (i) => ({ 'fd.name': '/ä', 'evt.rawres': i }))
    .add({ 'fd.name': null, 'evt.rawres': 5000 });
  assert.equal(some.length, 6);
  const { output, errors, status } = await runChisel(topfiles, { events: some, args: 'bytes 1' });
  assert.deepEqual([errors, status], ['', 0]);
  assert.match(output, /^ *Bytes {2}File\n-+\n2.00KB {2}\/b\n$/);
  const all = await runChisel(topfiles, { events: some, json: true });
  assert.deepEqual(JSON.parse(all.output), [
    { bytes: 2048, file: '/b' },
    { bytes: 103, file: '/ä' },
  ]);
});

test('more events than a batch holds', async () => {
  const many = io().repeat(10_000, (i) => ({ 'fd.name': `/${i % 3}`, 'evt.rawres': 1 }));
  const { output } = await runChisel(topfiles, { events: many, json: true });
  assert.deepEqual(JSON.parse(output)[0], { bytes: 3334, file: '/0' });
});

test('a capture, and an expected output that can be written', async () => {
  const { output } = await runChisel(topfiles, {
    capture: join(captureFolder, 'demo.scap.gz'),
    args: 'errors 3',
    filter: 'proc.name=git',
  });
  const file = join(folder, 'expected.txt');
  assert.throws(() => expectOutput(output, file), /run the tests once with CHISEL_UPDATE=1/);
  expectOutput(output, file, { update: true });
  assert.equal(readFileSync(file, 'utf8'), output);
  expectOutput(output, file);
  assert.throws(() => expectOutput(`${output}x`, file), {
    name: 'AssertionError',
    actual: `${output}x`,
    expected: output,
  });
});

test('a run that fails says why', async () => {
  const { status, errors } = await runChisel(topfiles, { events: io().add(), args: 'bytes 0' });
  assert.equal(status, 1);
  assert.match(errors, /argument top must be a whole number of at least 1, is 0/);
  const strange = await runChisel(topfiles, { events: events({ 'proc.name': 'x' }).add() });
  assert.match(strange.errors, /CHISEL_BAD_ROW/);
  await assert.rejects(runChisel(topfiles, {}), /one of events and capture/);
});

test('event time passes as the builder says', () => {
  const times = events()
    .add()
    .wait(2)
    .add()
    .add({ 'evt.rawtime': 5n })
    .add()
    .toJsonLines()
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as Record<string, string>)['evt.rawtime']);
  assert.deepEqual(times, ['1767225600000000000', '1767225602001000000', '5', '1000005']);
});
