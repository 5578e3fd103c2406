import { EventTable } from '@chisel/core/event/event-table.ts';
import { FieldTable } from '@chisel/core/field/field-table.ts';
import { defaultTextOptions } from '@chisel/core/field/text-options.ts';
import { compileFilter, type CompiledFilter } from '@chisel/core/filter/compile-filter.ts';
import { Match } from '@chisel/core/filter/match-types.ts';
import { createBus } from '@chisel/core/hooks.ts';
import { runPipeline } from '@chisel/core/pipeline.ts';
import type { Event } from '@chisel/core/state/event.ts';
import { Need } from '@chisel/core/state/needs.ts';
import { openCaptures } from '@chisel/scap';
import assert from 'node:assert/strict';
import test from 'node:test';

const capture = new URL('../captures/curl_google.scap', import.meta.url).pathname;
const table = new EventTable('classic');
const fields = new FieldTable(table);

/** How many lines sysdig 0.29.3 prints of the capture with a filter. */
const counts: readonly (readonly [filter: string, lines: number])[] = [
  ['evt.type=open', 96],
  ['evt.type!=open', 1125],
  ['evt.type in (open,read)', 196],
  ['fd.name exists', 399],
  ['not fd.name exists', 822],
  ['fd.name contains ld.so', 15],
  ['fd.name startswith /etc', 60],
  ['fd.name endswith .cache', 15],
  ['fd.name glob /etc/*', 60],
  ['fd.name pmatch (/etc,/lib)', 130],
  ['fd.name pmatch (/etc/)', 60],
  ['fd.num=3', 267],
  ['fd.num=-1', 59],
  ['fd.num<4', 340],
  ['fd.num>=4', 120],
  ['thread.tid=17497', 1063],
  ['evt.is_io=true', 122],
  ['evt.rawres<0', 43],
  ['evt.rawres>=0', 365],
  ['evt.res=ENOENT', 42],
  ['evt.res=SUCCESS', 365],
  ['evt.failed=true', 43],
  ['fd.port=53', 9],
  ['fd.port=http', 11],
  ['fd.sport in (http,53)', 20],
  ['fd.l4proto=tcp', 11],
  ['fd.type=ipv6', 31],
  ['fd.typechar=f', 390],
  ['fd.type=file', 341],
  ['evt.arg[0] contains so', 167],
  ['evt.arg.name contains ld', 43],
  ['evt.rawarg.fd=3', 223],
  ['evt.rawarg.res=0', 131],
  ['evt.rawarg.res<0', 42],
  ['evt.rawarg.flags=4097', 46],
  ['evt.latency>1000000', 7],
  ['evt.buffer contains HTTP', 2],
  ['evt.buffer startswith HTTP', 1],
  ['evt.category=file', 472],
  ['evt.is_open_read=true', 48],
  ['proc.duration>0', 158],
  ['user.uid=1000', 158],
  ['evt.type.is.open=1', 96],
  ['evt.type.is.2=1', 48],
  ['(evt.type=open and proc.name=curl) or fd.num=3', 326],
  ['fd.name contains "ld.so\'', 15],
  ['fd.name contains"ld.so"', 15],
  ['evt.buffer contains \\x0a', 10],
  ['not (not evt.type=open)', 96],
  ['fd.name in (/etc/hosts,)', 44],
  ['fd.name in ()', 35],
  ['fd.num=" 3"', 267],
  ['fd.num=+3', 267],
  ['proc.aname in (sshd,foo)', 1221],
  ['proc.aname!=sshd', 1221],
  ['fd.ip!=10.0.2.15', 31],
  ['fd.port!=53', 22],
  ['evt.around[1534527348514678274]=10', 1006],
  ['evt.type>open', 213],
  ['evt.args=', 431],
  ['not not evt.type=open', 1125],
  ['fd.sport=http or fd.port=domain', 20],
  ['evt.rawtime>1534527348514678274', 1213],
  ['syscall.type exists', 1196],
  ['evt.io_dir=read', 108],
];

for (const [text, lines] of counts) {
  test(`${text} takes ${lines} events`, async () => {
    assert.equal((await eventsOf(compile(text))).length, lines);
  });
}

/** Filters in the newer language, and what they are another way to say. */
const alike: readonly (readonly [newer: string, older: string])[] = [
  ['evt.type==open', 'evt.type=open'],
  [
    'evt.type=open or evt.type=close and fd.num=3',
    'evt.type=open or (evt.type=close and fd.num=3)',
  ],
  ['evt.type regex "op.n"', 'evt.type=open'],
  ['evt.type iglob OPEN', 'evt.type=open'],
  ['toupper(evt.type) = OPEN', 'evt.type=open'],
  ['evt.type = anyof (open, close)', 'evt.type in (open, close)'],
  ['evt.type != allof (open, close)', 'evt.type!=open and evt.type!=close'],
  ['basename(fd.name) = hosts', 'fd.name endswith /hosts'],
  ['fd.name regex "/etc/.*"', 'fd.name startswith /etc/'],
  ['len(fd.name) = 10', 'fd.name glob ??????????'],
  ['evt.buffer bcontains 48545450', 'evt.buffer contains HTTP'],
  ['evt.buffer bstartswith 48545450', 'evt.buffer startswith HTTP'],
  ['concat(proc.name, ":", evt.type) = curl:open', 'proc.name=curl and evt.type=open'],
  ['join("-", (proc.name, fd.num)) = curl-3', 'proc.name=curl and fd.num=3'],
  ['proc.name = val(proc.aname[0])', 'proc.name exists'],
  ['evt.latency > 1ms', 'evt.latency>1000000'],
  ['evt.rawtime > 2018-08-17T17:35:48.514678274Z', 'evt.rawtime>1534527348514678274'],
  ['fd.net = 2600:1f18::/32', 'fd.ip=2600:1f18:262c:6542:9aa6:df7a:9a47:d29e'],
];

for (const [newer, older] of alike) {
  test(`${newer} is ${older}`, async () => {
    const expected = await eventsOf(compile(older));
    assert.ok(expected.length > 0);
    assert.deepEqual(await eventsOf(compile(newer)), expected);
  });
}

test('no event of the capture contradicts what a filter says of its type', async () => {
  const filters = [...counts, ...alike].map(([text]) => compile(text));
  await eachEvent(undefined, (event) => {
    for (const { text, types, test: passes } of filters) {
      const match = types[event.typeId];
      if (match === Match.MAYBE) continue;
      assert.equal(passes(event), match === Match.ALWAYS, `${text} for ${event.type.name}`);
    }
  });
});

function compile(text: string): CompiledFilter {
  return compileFilter(text, fields, { table, text: defaultTextOptions });
}

async function eventsOf(filter: CompiledFilter): Promise<number[]> {
  const numbers: number[] = [];
  await eachEvent(filter, (event) => numbers.push(event.num));
  return numbers;
}

/** Hands over the events that lines are printed of. */
async function eachEvent(
  filter: CompiledFilter | undefined,
  accept: (event: Event) => void,
): Promise<void> {
  await runPipeline({
    hooks: createBus().hooks,
    source: openCaptures([capture], { table }),
    table,
    filter,
    consumers: [
      {
        name: 'filters',
        needs: Need.ALL,
        types: Uint8Array.from(table.types, ({ category }) => (category === 'internal' ? 0 : 1)),
        wantsUnknown: true,
        accept,
        end: () => Promise.resolve(),
      },
    ],
  });
}
