import assert from 'node:assert/strict';
import test from 'node:test';
import { ByteWriter } from '../../bytes/byte-writer.ts';
import type { EventTable } from '../../event/event-table.ts';
import type { TextOptions } from '../text-options.ts';
import { createArgsWriter, createArgumentWriter } from './args-writer.ts';
import { EventMaker, i64, text, u16, u32, u8 } from './testing/make-event.ts';

function idOf(table: EventTable, name: string, direction: 'enter' | 'exit'): number {
  const id = table.named(name).findLast((type) => (type.id & 1) === (direction === 'exit' ? 1 : 0));
  return id?.id ?? -1;
}

function args(
  name: string,
  direction: 'enter' | 'exit',
  params: readonly Buffer[],
  options: Partial<TextOptions> = {},
): string {
  const maker = new EventMaker(options);
  const out = new ByteWriter(4);
  const write = createArgsWriter(maker.context);
  write(maker.make(idOf(maker.table, name, direction), params), out);
  return out.text();
}

const ipv4Pair = Buffer.of(2, 10, 0, 0, 1, 0x50, 0, 10, 0, 0, 2, 0x35, 0);
const ipv6Pair = Buffer.concat([
  u8(10),
  Buffer.from('20010db8000000000000000000000001', 'hex'),
  u16(1),
  Buffer.from('00000000000000000000ffff0a000001', 'hex'),
  u16(2),
]);
const unixPair = Buffer.concat([u8(1), i64(0xcafen), i64(0xbeefn), text('/run/\x01log')]);

test('params of each type', () => {
  const cases: [line: string, written: string][] = [
    [
      args('open', 'enter', [text('/a'), u32(4097), u32(0o644)]),
      'name=/a flags=4097(O_RDONLY|O_CLOEXEC) mode=0644 ',
    ],
    [
      args('open', 'exit', [i64(-2n), text('/a'), u32(1), u32(0), u32(0xca02)]),
      'fd=-2 name=/a flags=1(O_RDONLY) mode=0 dev=CA02 ',
    ],
    [args('close', 'exit', [i64(-9n)]), 'res=-9(EBADF) '],
    [args('close', 'exit', [i64(-4000n)]), 'res=-4000 '],
    [args('close', 'exit', [i64(2n ** 62n)]), 'res=4611686018427387904 '],
    [args('connect', 'exit', [i64(0n), ipv4Pair]), 'res=0 tuple=10.0.0.1:80->10.0.0.2:53 '],
    [args('connect', 'exit', [i64(0n), ipv6Pair]), 'res=0 tuple=2001:db8::1:1->::ffff:10.0.0.1:2 '],
    [args('connect', 'exit', [i64(0n), unixPair]), 'res=0 tuple=cafe->beef /run/log '],
    [args('connect', 'exit', [i64(0n), u8(200)]), 'res=0 tuple=family -56 '],
    [args('connect', 'exit', [i64(0n), Buffer.alloc(0)]), 'res=0 tuple=NULL '],
    [args('connect', 'exit', [i64(0n), ipv4Pair.subarray(0, 12)]), 'res=0 tuple=INVALID IPv4 '],
    [args('kill', 'enter', [i64(7n), u8(9)]), 'pid=7 sig=9(SIGKILL) '],
    [args('kill', 'enter', [i64(7n), u8(64)]), 'pid=7 sig=64 '],
    [args('nanosleep', 'enter', [i64(1_500_000_000n)]), 'interval=1500000000(1.5s) '],
    [args('nanosleep', 'enter', [i64(-1n)]), 'interval=none '],
    [args('setuid', 'enter', [u32(0xffffffff)]), 'uid=-1(<NONE>) '],
    [args('setuid', 'enter', [u32(12)]), 'uid=12(<NA>) '],
    [args('syscall', 'enter', [u16(75), u16(10)]), ''],
  ];
  for (const [line, written] of cases) assert.equal(line, written);
});

test('ports become services when they are known', () => {
  const line = args('connect', 'exit', [i64(0n), ipv4Pair], { resolvePorts: true });
  assert.match(line, /^res=0 tuple=10\.0\.0\.1:(80|http)->10\.0\.0\.2:(53|domain) $/);
});

test('an argument is what the value stands for, or else the value', () => {
  const maker = new EventMaker();
  const write = createArgumentWriter(maker.context);
  const shown = (params: readonly Buffer[], index: number): string | undefined => {
    const out = new ByteWriter();
    const event = maker.make(idOf(maker.table, 'close', 'exit'), params);
    return write(event, index, out) ? out.text() : undefined;
  };
  assert.equal(shown([i64(-9n)], 0), 'EBADF');
  assert.equal(shown([i64(3n)], 0), '3');
  assert.equal(shown([i64(3n)], 1), undefined);
});

test('empty params: the newest vocabulary says so', () => {
  const maker = new EventMaker({}, 'newest');
  const write = createArgsWriter(maker.context);
  const out = new ByteWriter();
  const none = Buffer.alloc(0);
  write(maker.make(idOf(maker.table, 'kill', 'enter'), [none, u8(9)]), out);
  assert.equal(out.text(), 'pid=NULL sig=9(SIGKILL) ');
});

test('no event, whatever its bytes, makes rendering fail', () => {
  for (const edition of ['classic', 'newest'] as const) {
    const maker = new EventMaker({}, edition);
    const write = createArgsWriter(maker.context);
    const out = new ByteWriter();
    for (const type of maker.table.types) {
      for (let size = 0; size < 40; size += 3) {
        const params = type.params.map((_param, i) => Buffer.alloc(size, 0x9d * (i + size) + 1));
        out.length = 0;
        write(maker.make(type.id, params), out);
      }
    }
  }
});
