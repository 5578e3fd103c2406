import assert from 'node:assert/strict';
import test from 'node:test';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { Header, type HeaderData } from 'tar';
import { packFiles } from './pack-files.ts';
import { unpackArchive } from './unpack-archive.ts';

type Entry = HeaderData & { data?: Buffer };

function tarOf(...entries: Entry[]): Buffer {
  const parts = entries.flatMap(({ data = Buffer.from('x'), ...fields }) => {
    const plain = { type: 'File', mode: 0o644, mtime: new Date(0), size: data.length } as const;
    const block = Buffer.alloc(512);
    new Header({ ...plain, ...fields }).encode(block, 0);
    return [block, data, Buffer.alloc((512 - (data.length % 512)) % 512)];
  });
  return Buffer.concat([...parts, Buffer.alloc(1024)]);
}

const empty = Buffer.alloc(0);
const zeros = (megabytes: number): Buffer => Buffer.alloc(megabytes << 20);

const attacks: [string, Buffer, RegExp][] = [
  ['climbs out', tarOf({ path: '../evil' }), /climbs out/],
  ['climbs out in the middle', tarOf({ path: 'a/../../evil' }), /climbs out/],
  ['is absolute', tarOf({ path: '/etc/cron.d/evil' }), /absolute/],
  ['has a backslash', tarOf({ path: '..\\evil' }), /the name/],
  ['has a drive', tarOf({ path: 'C:evil' }), /the name/],
  ['has an empty segment', tarOf({ path: 'a//b' }), /the name ""/],
  ['has a dot segment', tarOf({ path: './chisel.json' }), /the name "\."/],
  ['is hidden', tarOf({ path: '.bashrc' }), /the name/],
  ['begins with a dash', tarOf({ path: '-rf' }), /the name/],
  ['has a control character', tarOf({ path: 'a\u001b[2J' }), /the name/],
  ['has look-alike letters', tarOf({ path: 'topfil\u0435s.ts' }), /the name/],
  ['has a long path', tarOf({ path: `${'a/'.repeat(60)}b` }), /more than 100/],
  [
    'is a symbolic link',
    tarOf({ path: 'a', type: 'SymbolicLink', linkpath: '/etc', data: empty }),
    /SymbolicLink/,
  ],
  ['is a hard link', tarOf({ path: 'a', type: 'Link', linkpath: 'b', data: empty }), /is a Link/],
  ['is a character device', tarOf({ path: 'a', type: 'CharacterDevice', data: empty }), /Device/],
  ['is a block device', tarOf({ path: 'a', type: 'BlockDevice', data: empty }), /Device/],
  ['is a pipe', tarOf({ path: 'a', type: 'FIFO', data: empty }), /FIFO/],
  [
    'renames the next',
    tarOf({ path: 'x', type: 'NextFileHasLongPath' }, { path: 'a' }),
    /LongPath/,
  ],
  [
    'extends the next',
    tarOf({ path: 'x', type: 'ExtendedHeader' }, { path: 'a' }),
    /ExtendedHeader/,
  ],
  ['is there twice', tarOf({ path: 'a' }, { path: 'a' }), /two files at a/],
  ['collides in case', tarOf({ path: 'README.md' }, { path: 'readme.md' }), /differ only in case/],
  ['collides in a folder', tarOf({ path: 'Test/a' }, { path: 'test/b' }), /differ only in case/],
  ['is file and folder', tarOf({ path: 'a' }, { path: 'a/b' }), /both a file and a folder/],
  ['is a folder that climbs', tarOf({ path: '../x/', type: 'Directory', data: empty }), /climbs/],
  ['is a folder with data', tarOf({ path: 'x/', type: 'Directory' }), /damaged|impossible size/],
  ['claims more than there is', tarOf({ path: 'a', size: 1 << 20 }), /cut short/],
  ['claims a huge size', tarOf({ path: 'a', size: 2 ** 45 }), /cut short/],
];

for (const [what, tar, reason] of attacks) {
  test(`an archive is refused when an entry ${what}`, () => {
    assert.throws(() => unpackArchive(gzipSync(tar), 'sample'), {
      code: 'CHISEL_REGISTRY_ARCHIVE',
      message: reason,
    });
  });
}

test('an entry whose size is negative is refused', () => {
  const tar = tarOf({ path: 'a' });
  Buffer.alloc(12, 0xff).copy(tar, 124);
  let sum = 8 * 32;
  for (let i = 0; i < 512; i++) if (i < 148 || i > 155) sum += tar[i] ?? 0;
  tar.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  assert.throws(() => unpackArchive(gzipSync(tar), 'sample'), { code: 'CHISEL_REGISTRY_ARCHIVE' });
});

const many = tarOf(...Array.from({ length: 600 }, (_unused, i) => ({ path: `f${i}` })));
const gzipHead = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
const damaged: [string, Buffer, RegExp][] = [
  ['nothing', empty, /not a whole gzip/],
  ['text', Buffer.from('hello'), /not a whole gzip/],
  ['half an archive', packFiles(new Map([['a', zeros(1)]])).subarray(0, 5000), /not a whole gzip/],
  ['a gzip file without an archive', gzipSync('hello'), /cut short/],
  ['an archive without an end', gzipSync(tarOf({ path: 'a' }).subarray(0, 1024)), /cut short/],
  ['a wrong header sum', gzipSync(tarOf({ path: 'a' }).fill('z', 0, 1)), /damaged/],
  ['a wrong gzip sum', Buffer.concat([gzipHead, deflateRawSync('x'), Buffer.alloc(8)]), /gzip/],
  ['a bomb', gzipSync(zeros(200)), /unpacks to more than/],
  [
    'a bomb of many members',
    Buffer.concat(Array.from({ length: 40 }, () => gzipSync(zeros(1)))),
    /unpacks to more/,
  ],
  ['too many files', gzipSync(many), /more than 512 files/],
];

for (const [what, bytes, reason] of damaged) {
  test(`${what} is refused`, () => {
    assert.throws(() => unpackArchive(bytes, 'sample'), {
      code: 'CHISEL_REGISTRY_ARCHIVE',
      message: reason,
    });
  });
}

test('an archive made by another tool is read', () => {
  const tar = tarOf(
    { path: './', type: 'Directory', data: empty },
    { path: 'test/', type: 'Directory', data: empty },
    { path: 'test/a.txt', data: Buffer.from('hello') },
  );
  const files = unpackArchive(gzipSync(tar), 'sample');
  assert.deepEqual([...files], [['test/a.txt', Buffer.from('hello')]]);
});
