import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { EventTable, type ParamType } from '@chisel/core/event/event-table.ts';
import type { StartTables, ThreadEntry } from '@chisel/core/event/source.ts';
import { CaptureBuilder } from '@chisel/scap/testing/capture-builder.ts';
import { readFiles } from '@chisel/scap/testing/read-capture.ts';
import { BlockWriter } from '@chisel/scap/write/block-writer.ts';
import { writeTables } from '@chisel/scap/write/write-tables.ts';
import { captureFolder, chisel } from '../support/project.ts';
import { reference, run } from '../support/programs.ts';
import { scratchFolder } from '../support/scratch.ts';

const folder = scratchFolder('sanitized');
const demo = join(captureFolder, 'demo.scap.gz');
const MARK = 'S3CRET';

async function sanitize(original: string, name: string, ...options: string[]): Promise<string> {
  const copy = join(folder, name);
  const { status, stderr } = await run(chisel, [
    '-r',
    original,
    '--sanitize',
    '-w',
    copy,
    ...options,
  ]);
  assert.equal(status, 0, stderr);
  return copy;
}

const CONTENT = new Set(['BYTEBUF', 'CHARBUFARRAY', 'CHARBUF_PAIR_ARRAY', 'CHARBUF']);
/** Texts that are names of files and things. */
const NAMES =
  /^(?:cgroups|comm|container_id|cwd|dev|exe|home|id|image|name|newpath|oldpath|path|quotafilepath|shell|special|target|type)$/;
/** Of the params whose first byte chooses their type, what chooses bytes or a text. */
const CHOICES: Readonly<Record<string, string>> = {
  sockopt_dynamic_param: '\0',
  keyctl_dynamic_param: '\x01',
};

/** A marked value for a param that holds what a program made up; undefined for others. */
function contentOf({ type, name, dynamic = '' }: ParamType): Buffer | undefined {
  const choice = CHOICES[dynamic];
  if (choice !== undefined) return Buffer.from(`${choice}${MARK}\0`);
  return CONTENT.has(type) && !NAMES.test(name) ? Buffer.from(`${MARK}\0`) : undefined;
}

test('no content survives, in the params of any event and in the tables', async () => {
  const { types } = new EventTable('newest');
  const builder = new CaptureBuilder();
  let marked = 0;
  for (const { id, params, flags } of types) {
    const values = params.map((param) => {
      const value = contentOf(param);
      if (value !== undefined) marked++;
      return value ?? Buffer.alloc(8);
    });
    const large = (flags & 1024) !== 0;
    builder.event({
      type: id,
      tid: 5,
      tsNs: BigInt(id + 1),
      params: values,
      large,
      lengthWidth: large ? 4 : 2,
    });
  }
  assert.ok(marked > 70, String(marked));
  const original = join(folder, 'marked.scap');
  writeFileSync(original, Buffer.concat([head(), builder.build()]));
  assert.ok(readFileSync(original).includes(MARK));
  const copy = await sanitize(original, 'clean.scap', '--edition', 'newest');
  assert.ok(!readFileSync(copy).includes(MARK));
  const [before, after] = [
    await readFiles([original], 'newest'),
    await readFiles([copy], 'newest'),
  ];
  assert.deepEqual(
    after.events.map(({ type }) => type),
    before.events.map(({ type }) => type),
  );
});

/** Tables with a process that has events, its parent, and one that has nothing to do with them. */
function head(): Buffer {
  const out = new BlockWriter();
  const threads = [thread(5, 4), thread(4, 0), thread(9, 0)];
  const tables: StartTables = {
    machine: undefined,
    interfaces: [],
    users: [],
    groups: [],
    threads,
    fds: threads.map(({ tid }) => ({ tid, entries: [] })),
  };
  writeTables(out, tables);
  return Buffer.from(out.written());
}

function thread(tid: number, ptid: number): ThreadEntry {
  const none = {
    sid: -1,
    vpgid: -1,
    pgid: 0,
    vtid: tid,
    vpid: tid,
    fdLimit: 0,
    flags: 0,
    uid: 0,
    gid: 0,
  };
  const memory = { vmSizeKb: 0, vmRssKb: 0, vmSwapKb: 0, majorFaults: 0, minorFaults: 0 };
  const exe = {
    exeWritable: false,
    exeUpperLayer: false,
    exeLowerLayer: false,
    exeFromMemfd: false,
  };
  const capabilities = { capInheritable: 0n, capPermitted: 0n, capEffective: 0n };
  const inode = { exeIno: 0n, exeCtimeNs: 0n, exeMtimeNs: 0n, pidnsInitStartNs: undefined };
  return {
    ...none,
    ...memory,
    ...exe,
    ...capabilities,
    ...inode,
    tid,
    pid: tid,
    ptid,
    loginuid: 0,
    tty: 0,
    comm: `comm${String(tid)}`,
    exe: '/bin/x',
    exepath: '/bin/x',
    cwd: '/',
    cgroups: '',
    root: '/',
    args: `--password=${MARK}\0`,
    env: `TOKEN=${MARK}\0`,
  };
}

test('only processes that events are about, and those they come from, are in the tables', async () => {
  const original = join(folder, 'three.scap');
  const event = new CaptureBuilder().event({
    type: 4,
    tid: 5,
    tsNs: 1n,
    params: [Buffer.alloc(8)],
  });
  writeFileSync(original, Buffer.concat([head(), event.build()]));
  const copy = await sanitize(original, 'two.scap');
  const { sections } = await readFiles([copy]);
  assert.deepEqual(
    sections[0]?.threads.map(({ comm }) => comm),
    ['comm5', 'comm4'],
  );
  assert.deepEqual(
    sections[0].fds.map(({ tid }) => tid),
    [5, 4],
  );
});

test('a real capture: files and calls remain, contents do not', async () => {
  const copy = await sanitize(demo, 'demo.scap');
  const bytes = readFileSync(copy);
  for (const text of ['GET / HTTP', 'OLDPWD=', 'TERM=xterm', 'sleep 0.2; exit 3']) {
    assert.ok(!bytes.includes(text), text);
  }
  const format = '*%evt.num %evt.rawtime %proc.name %evt.type %evt.rawres %fd.name';
  const lines = await Promise.all(
    [demo, copy].map((file) => run(chisel, ['-r', file, '-p', format])),
  );
  assert.ok(lines[0]?.stdout.equals(lines[1]?.stdout ?? Buffer.alloc(0)));
  if (reference === undefined) return;
  const [ours, theirs] = await Promise.all(
    [chisel, reference].map((program) => run(program, ['-r', copy])),
  );
  assert.ok(ours?.stdout.equals(theirs?.stdout ?? Buffer.alloc(0)));
});

test('nothing is left beside the file, and -w - works', async () => {
  const { stdout } = await run(chisel, ['-r', demo, '--sanitize', '-w', '-', 'proc.name=git']);
  const piped = join(folder, 'piped.scap');
  writeFileSync(piped, stdout);
  assert.equal((await readFiles([piped])).code, undefined);
});
