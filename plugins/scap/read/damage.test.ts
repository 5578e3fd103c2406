import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { bytes } from '../testing/byte-builder.ts';
import { CaptureBuilder, type EventSpec } from '../testing/capture-builder.ts';
import { readCaptures, readFiles } from '../testing/read-capture.ts';

/** Bytes of a capture's header block and of one block made by `closeEvent`. */
const HEADER = 28;
const EVENT = 52;
const closeEvent = (fd: number): EventSpec => ({ type: 4, params: [bytes().i64(fd).build()] });

function builder(count: number): CaptureBuilder {
  const capture = new CaptureBuilder().section();
  for (let fd = 0; fd < count; fd++) capture.event(closeEvent(fd));
  return capture;
}

test('damage ends the run after the events before it', async (t) => {
  const { length } = builder(3).build();
  assert.equal(length, HEADER + 3 * EVENT);
  const cases: { name: string; built: Buffer; code: string; at: number }[] = [
    {
      name: 'cut inside an event',
      built: builder(4)
        .build()
        .subarray(0, length + 20),
      code: 'CHISEL_CAPTURE_TRUNCATED',
      at: length + 20,
    },
    {
      name: 'cut inside a block header',
      built: builder(4)
        .build()
        .subarray(0, length + 5),
      code: 'CHISEL_CAPTURE_TRUNCATED',
      at: length + 5,
    },
    {
      name: 'event longer than its block',
      built: builder(3)
        .event({ ...closeEvent(3), length: 39 })
        .build(),
      code: 'CHISEL_CAPTURE_DAMAGED',
      at: length,
    },
    {
      name: 'event shorter than its header',
      built: builder(3)
        .event({ ...closeEvent(3), length: 25 })
        .build(),
      code: 'CHISEL_CAPTURE_DAMAGED',
      at: length,
    },
    {
      name: 'block too short for an event',
      built: builder(3).block(0x216, bytes().zeros(20)).build(),
      code: 'CHISEL_CAPTURE_DAMAGED',
      at: length,
    },
    {
      name: 'event block beyond 64 KB',
      built: builder(3)
        .event({ type: 4, params: [Buffer.alloc(60000), Buffer.alloc(6000)] })
        .build(),
      code: 'CHISEL_CAPTURE_DAMAGED',
      at: length,
    },
    {
      name: 'large event block beyond all bounds',
      built: builder(3).block(0x221, bytes().zeros(60), { total: 0xfffffff0 }).build(),
      code: 'CHISEL_CAPTURE_DAMAGED',
      at: length,
    },
    {
      name: 'table after events',
      built: builder(3).block(0x206, bytes()).build(),
      code: 'CHISEL_CAPTURE_DAMAGED',
      at: length,
    },
    {
      name: 'unknown block cut off',
      built: builder(3)
        .block(0x4711, bytes().zeros(100))
        .build()
        .subarray(0, length + 60),
      code: 'CHISEL_CAPTURE_TRUNCATED',
      at: length + 60,
    },
    {
      name: 'section without events',
      built: builder(3).section().build(),
      code: 'CHISEL_CAPTURE_WITHOUT_EVENTS',
      at: length + HEADER,
    },
  ];
  for (const { name, built, code, at } of cases) {
    await t.test(name, async () => {
      const result = await readCaptures([built]);
      assert.deepEqual([result.code, result.events.length], [code, 3], result.message);
      assert.match(result.message, new RegExp(`byte ${at}\\b`));
    });
    await t.test(`${name}, compressed`, async () => {
      const result = await readCaptures([gzipSync(built)]);
      assert.deepEqual([result.code, result.events.length], [code, 3], result.message);
    });
  }
});

test('files that are no captures', async (t) => {
  const cases = [
    { name: 'empty', built: Buffer.alloc(0), code: 'CHISEL_CAPTURE_EMPTY' },
    { name: 'one byte', built: Buffer.from('\n'), code: 'CHISEL_NOT_A_CAPTURE' },
    { name: 'text', built: Buffer.from('no capture at all'), code: 'CHISEL_NOT_A_CAPTURE' },
    { name: 'compressed text', built: gzipSync('no capture'), code: 'CHISEL_NOT_A_CAPTURE' },
    { name: 'nothing, compressed', built: gzipSync(''), code: 'CHISEL_CAPTURE_EMPTY' },
    {
      name: 'no events',
      built: new CaptureBuilder().section().build(),
      code: 'CHISEL_CAPTURE_WITHOUT_EVENTS',
    },
    {
      name: 'start of a header',
      built: builder(1).build().subarray(0, 20),
      code: 'CHISEL_CAPTURE_TRUNCATED',
    },
  ];
  for (const { name, built, code } of cases) {
    await t.test(name, async () => {
      const result = await readCaptures([built]);
      assert.deepEqual([result.code, result.events.length], [code, 0]);
    });
  }
  await t.test('missing', async () => {
    assert.equal((await readFiles(['/nonexistent/x.scap'])).code, 'CHISEL_CAPTURE_MISSING');
  });
  await t.test('a directory', async () => {
    assert.equal((await readFiles([tmpdir()])).code, 'CHISEL_CAPTURE_IS_DIRECTORY');
  });
  await t.test('a path through a file', async () => {
    const { code } = await readFiles([new URL(import.meta.url).pathname + '/x']);
    assert.equal(code, 'CHISEL_CAPTURE_UNREADABLE');
  });
});

test('gzip members and plain parts follow each other', async (t) => {
  const plain = builder(2).build();
  const zipped = gzipSync(plain);
  const cases = [
    { name: 'two members', parts: [zipped, zipped], events: 4 },
    {
      name: 'a member cut through an event',
      parts: [gzipSync(plain.subarray(0, 90)), gzipSync(plain.subarray(90))],
      events: 2,
    },
    { name: 'plain, then gzip', parts: [plain, zipped], events: 4 },
    { name: 'gzip, then plain', parts: [zipped, plain], events: 4 },
    { name: 'taking turns', parts: [plain, zipped, plain, zipped, zipped, plain], events: 12 },
    { name: 'zeros at the end', parts: [zipped, Buffer.alloc(512)], events: 2 },
    { name: 'garbage at the end', parts: [zipped, Buffer.from('garbage')], events: 2 },
    { name: 'a member with every header part', parts: [withHeaderParts(zipped)], events: 2 },
  ];
  for (const { name, parts, events } of cases) {
    await t.test(name, async () => {
      const result = await readCaptures([Buffer.concat(parts)]);
      assert.deepEqual([result.code, result.events.length], [undefined, events], result.message);
      assert.equal(result.progress, 100);
    });
  }
});

/** The same member with extra field, name, comment and header checksum. */
function withHeaderParts(zipped: Buffer): Buffer {
  const header = Buffer.from(zipped.subarray(0, 10));
  header[3] = 2 | 4 | 8 | 16;
  const parts = bytes().text('extra').raw('name\0', 'comment\0').u16(0).build();
  return Buffer.concat([header, parts, zipped.subarray(10)]);
}

test('damage to the compression', async (t) => {
  const demo = new URL('../../../test/captures/demo.scap.gz', import.meta.url).pathname;
  const zipped = readFileSync(demo);
  const wild = Buffer.from(zipped);
  wild.fill(0xff, 400_000, 400_100);
  const end = zipped.length;
  const flipped = (at: number): Buffer => {
    const copy = Buffer.from(zipped);
    copy[at] = (copy[at] as number) ^ 1;
    return copy;
  };
  const cases = [
    { name: 'cut in the middle', built: zipped.subarray(0, 400_000), events: 31090 },
    { name: 'bytes that decode to nothing', built: wild, events: 31090 },
    { name: 'cut in the trailer', built: zipped.subarray(0, end - 3), events: 40623 },
    { name: 'wrong checksum', built: flipped(end - 6), events: 40623 },
    { name: 'wrong size', built: flipped(end - 2), events: 40623 },
    { name: 'cut in the header', built: zipped.subarray(0, 7), events: 0 },
    {
      name: 'unknown method',
      built: Buffer.concat([zipped.subarray(0, 2), Buffer.from([9, 0, 0])]),
      events: 0,
      code: 'CHISEL_NOT_A_CAPTURE',
    },
  ];
  for (const { name, built, events, code } of cases) {
    await t.test(name, async () => {
      const result = await readCaptures([built]);
      assert.equal(result.code, code ?? 'CHISEL_CAPTURE_GZIP_DAMAGED');
      assert.equal(result.events.length, events);
    });
  }
});

test('a named pipe', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'chisel-scap-'));
  const pipe = join(folder, 'pipe');
  const demo = new URL('../../../test/captures/demo.scap.gz', import.meta.url).pathname;
  try {
    const script = 'mkfifo "$0" && echo made && exec cat "$1" > "$0"';
    const writer = spawn('sh', ['-c', script, pipe, demo], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => writer.stdout.once('data', resolve));
    const { code, events, progress } = await readFiles([pipe]);
    assert.deepEqual([code, events.length, progress], [undefined, 40623, 100]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('standard input, a pipe or a file', async (t) => {
  const script = `
    import { readFiles } from ${JSON.stringify(new URL('../testing/read-capture.ts', import.meta.url).href)};
    const { code, events } = await readFiles(['-']);
    console.log(code, events.length);
  `;
  const demo = new URL('../../../test/captures/demo.scap.gz', import.meta.url).pathname;
  const node = [process.execPath, '--input-type=module', '-e', script];
  for (const command of ['cat "$0" | "$@"', '"$@" < "$0"']) {
    await t.test(command, async () => {
      const child = spawn('sh', ['-c', command, demo, ...node], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let output = '';
      for await (const piece of child.stdout) output += String(piece);
      assert.equal(output, 'undefined 40623\n');
    });
  }
});
