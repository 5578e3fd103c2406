import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { bytes } from '../testing/byte-builder.ts';
import { CaptureBuilder, type EventSpec } from '../testing/capture-builder.ts';
import { readCaptures, readFiles } from '../testing/read-capture.ts';

const CLOSE_ENTER = 4;
const CLOSE_EXIT = 5;
const NOTIFICATION = 280;
const fd = (value: number): Buffer => bytes().i64(value).build();

function capture(...events: EventSpec[]): CaptureBuilder {
  const builder = new CaptureBuilder().section();
  for (const event of events) builder.event(event);
  return builder;
}

const closeEvent = (tsNs: bigint): EventSpec => ({ type: CLOSE_ENTER, tsNs, params: [fd(3)] });

function pathOf(name: string): string {
  return fileURLToPath(new URL(`../../../test/captures/${name}`, import.meta.url));
}

test('real captures: events, left-out events, threads', async (t) => {
  const cases = [
    { name: 'curl_google.scap', events: 1536, skipped: 0, threads: 54 },
    { name: 'curl_google_comments.scap', events: 1536, skipped: 0, threads: 54 },
    { name: 'sample.scap', events: 477, skipped: 95, threads: 94 },
    { name: 'demo.scap.gz', events: 40623, skipped: 7331, threads: 4 },
  ];
  for (const { name, events, skipped, threads } of cases) {
    await t.test(name, async () => {
      const result = await readFiles([pathOf(name)]);
      const left = [...result.skipped.values()].reduce((sum, count) => sum + count, 0);
      assert.deepEqual(
        [result.code, result.events.length, left, result.sections[0]?.threads.length],
        [undefined, events, skipped, threads],
      );
      const newest = await readFiles([pathOf(name)], 'newest');
      assert.equal(newest.events.length, events + skipped);
      assert.equal(newest.skipped.size, 0);
    });
  }
});

test('event blocks of every type and version', async (t) => {
  const event = { type: CLOSE_EXIT, tsNs: 2n ** 63n, tid: 7, cpu: 5, params: [fd(-2)] };
  const cases: { name: string; spec: Partial<EventSpec>; dumpFlags?: number }[] = [
    { name: 'version 2', spec: {} },
    { name: 'version 2 with flags', spec: { dumpFlags: 1 }, dumpFlags: 1 },
    { name: 'version 2, large', spec: { large: true } },
    { name: 'version 2, large, with flags', spec: { large: true, dumpFlags: 1 }, dumpFlags: 1 },
    { name: 'version 1', spec: { version: 1 } },
    { name: 'version 1 with flags', spec: { version: 1, dumpFlags: 2 }, dumpFlags: 2 },
    { name: 'early', spec: { version: 1, blockType: 0x8010abcd } },
  ];
  for (const { name, spec, dumpFlags = 0 } of cases) {
    await t.test(name, async () => {
      const { events, code } = await readCaptures([capture({ ...event, ...spec }).build()]);
      const { params, ...header } = event;
      const read = {
        ...header,
        dumpFlags,
        params: params.map((param) => param.toString('latin1')),
      };
      assert.deepEqual([code, events], [undefined, [read]]);
    });
  }
});

test('notifications of version 1 state a length that is 3 too large', async () => {
  const params = [Buffer.from('id\0'), Buffer.from('text\0')];
  const length = 22 + 4 + 8 + 3;
  const extra = Buffer.alloc(3);
  const built = capture({ type: NOTIFICATION, version: 1, params, length, extra }).build();
  const { events } = await readCaptures([built]);
  assert.deepEqual(events[0]?.params, ['id\0', 'text\0']);
});

test('a large event passes 64 KB and pieces of the file', async () => {
  const data = Buffer.alloc(3 << 20, 'x');
  const plugin = {
    type: 322,
    large: true,
    lengthWidth: 4 as const,
    params: [bytes().u32(9).build(), data],
  };
  const { events, code } = await readCaptures([capture(plugin, closeEvent(2n)).build()]);
  assert.equal(code, undefined);
  assert.deepEqual(
    events.map(({ type, params }) => [type, ...params.map(({ length }) => length)]),
    [
      [322, 4, data.length],
      [CLOSE_ENTER, 8],
    ],
  );
});

test('events that straddle the pieces of a file come in order', async () => {
  const builder = new CaptureBuilder().section();
  for (let i = 0; i < 60000; i++) builder.event(closeEvent(BigInt(i)));
  const { events, code, progress } = await readCaptures([builder.build()]);
  assert.deepEqual([code, events.length, progress], [undefined, 60000, 100]);
  assert.ok(events.every(({ tsNs }, index) => tsNs === BigInt(index)));
});

test('sections, files and unknown blocks', async (t) => {
  const one = (tsNs: bigint): Buffer => capture(closeEvent(tsNs)).build();
  const unknown = (): CaptureBuilder => new CaptureBuilder().block(0x4711, bytes().zeros(2000));
  const empty = new CaptureBuilder().section().build();
  const cases = [
    { name: 'two sections', files: [Buffer.concat([one(1n), one(2n)])], startsFile: [true, false] },
    { name: 'two files', files: [one(1n), one(2n)], startsFile: [true, true] },
    {
      name: 'unknown block before events',
      files: [capture().raw(unknown().build()).event(closeEvent(1n)).event(closeEvent(2n)).build()],
      startsFile: [true],
    },
    {
      name: 'unknown block between events',
      files: [capture(closeEvent(1n)).raw(unknown().build()).event(closeEvent(2n)).build()],
      startsFile: [true],
    },
    {
      name: 'section without events before another',
      files: [Buffer.concat([empty, one(1n), one(2n)])],
      startsFile: [true, false],
    },
  ];
  for (const { name, files, startsFile } of cases) {
    await t.test(name, async () => {
      const result = await readCaptures(files);
      assert.equal(result.code, undefined);
      assert.deepEqual(result.startsFile, startsFile);
      assert.deepEqual(
        result.events.map(({ tsNs }) => tsNs),
        [1n, 2n],
      );
    });
  }
});

test('the edition decides which events are seen', async () => {
  const built = capture(closeEvent(1n), { type: 400 }, { type: 65535 }, { type: 400 }).build();
  const classic = await readCaptures([built]);
  assert.deepEqual(
    classic.events.map(({ type }) => type),
    [CLOSE_ENTER],
  );
  assert.deepEqual(
    [...classic.skipped],
    [
      [400, 2],
      [65535, 1],
    ],
  );
  const newest = await readCaptures([built], 'newest');
  assert.deepEqual(
    newest.events.map(({ type }) => type),
    [CLOSE_ENTER, 400, 65535, 400],
  );
});

test('section headers', async (t) => {
  const options = bytes().u16(1, 5).raw('hello').zeros(3).u16(0, 0).build();
  const event = closeEvent(1n);
  const header = (magic: number): Buffer =>
    new CaptureBuilder()
      .block(0x0a0d0d0a, bytes().u32(magic).u16(1, 0).zeros(8))
      .event(event)
      .build();
  const cases = [
    { name: 'options', built: new CaptureBuilder().section([1, 3], options).event(event).build() },
    {
      name: 'major version 2',
      built: new CaptureBuilder().section([2, 0]).event(event).build(),
      code: 'CHISEL_CAPTURE_TOO_NEW',
    },
    { name: 'big-endian', built: header(0x4d3c2b1a), code: 'CHISEL_CAPTURE_BYTE_ORDER' },
    { name: 'wrong magic number', built: header(0x12345678), code: 'CHISEL_CAPTURE_DAMAGED' },
  ];
  for (const { name, built, code } of cases) {
    await t.test(name, async () => {
      const result = await readCaptures([built]);
      assert.equal(result.code, code);
      assert.equal(result.events.length, code ? 0 : 1);
    });
  }
});
