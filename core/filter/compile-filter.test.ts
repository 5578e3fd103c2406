import assert from 'node:assert/strict';
import test from 'node:test';
import { ChiselError } from '../errors/chisel-error.ts';
import { syscallsOf } from '../event/syscalls.ts';
import { EventFlag, EventTable, type EventType } from '../event/event-table.ts';
import { FieldTable } from '../field/field-table.ts';
import { defaultTextOptions } from '../field/text-options.ts';
import { Event } from '../state/event.ts';
import { Need } from '../state/needs.ts';
import { State } from '../state/state.ts';
import { Machine, threadEntry } from '../state/testing/run-events.ts';
import { compileFilter, type CompiledFilter } from './compile-filter.ts';
import { generateSource } from './generate-source.ts';
import { Match } from './match-types.ts';
import { printFilter } from './grammar/print-filter.ts';
import { RandomFilters } from './testing/random-filters.ts';
import { ValueFields } from './testing/value-fields.ts';

const table = new EventTable('classic');
const fields = new FieldTable(table);
const compile = (text: string): CompiledFilter =>
  compileFilter(text, fields, { table, text: defaultTextOptions });

const idsOf = (name: string): number[] => table.named(name).map(({ id }) => id);
const known = table.types.filter(({ known: isKnown }) => isKnown);

/** What a filter says about each type that the table has. */
function matches(text: string): { maybe: number[]; always: number[] } {
  const { types } = compile(text);
  const having = (match: Match) => known.map(({ id }) => id).filter((id) => types[id] === match);
  return { maybe: having(Match.MAYBE), always: having(Match.ALWAYS) };
}

const generic = [0, 1];

test('the name of the type decides, except of generic events', () => {
  assert.deepEqual(matches('evt.type=openat'), { maybe: generic, always: idsOf('openat') });
  const two = [...idsOf('open'), ...idsOf('close')];
  assert.deepEqual(matches('evt.type in (open, close)'), { maybe: generic, always: two });
  const others = known.map(({ id }) => id).filter((id) => id > 1 && !idsOf('open').includes(id));
  assert.deepEqual(matches('evt.type!=open'), { maybe: generic, always: others });
  assert.deepEqual(matches('not evt.type=open'), { maybe: generic, always: others });
  assert.deepEqual(matches('evt.type glob op?n'), { maybe: generic, always: idsOf('open') });
  assert.deepEqual(matches('toupper(evt.type)=OPEN'), { maybe: generic, always: idsOf('open') });
});

test('ancestors exist when the process has any', () => {
  const comm = (tid: number, ptid: number) => threadEntry(tid, { comm: `p${tid}`, ptid });
  for (const [tid, passes] of [
    [1, false],
    [50, true],
  ] as const) {
    const threads = [comm(1, 0), comm(50, 1)];
    const { event } = new Machine({ threads }).feed({ type: 4, tid, params: [3] });
    assert.equal(compile('proc.aname exists').test(event), passes);
    assert.equal(compile('not proc.apid exists').test(event), !passes);
  }
});

test('what follows from the type alone decides', () => {
  const exits = known.map(({ id }) => id).filter((id) => id % 2 === 1);
  assert.deepEqual(matches('evt.dir=<'), { maybe: [], always: exits });
  assert.deepEqual(matches('evt.type.is.open=1'), { maybe: [], always: [2, 3] });
  assert.deepEqual(matches('evt.type.is.2=1'), { maybe: [], always: [2] });
  const io = EventFlag.READS_FROM_FD | EventFlag.WRITES_TO_FD;
  const ofIo = known.filter(({ flags }) => (flags & io) !== 0).map(({ id }) => id);
  assert.deepEqual(matches('evt.is_io=true'), { maybe: [], always: ofIo });
  assert.ok(compile('evt.dir=< and evt.is_io=true').decidedByType);
  assert.ok(!compile('evt.dir=< and fd.num=3').decidedByType);
});

test('types that can not give a field a value never match', () => {
  const touching = EventFlag.CREATES_FD | EventFlag.USES_FD | EventFlag.DESTROYS_FD;
  const { maybe, always } = matches('fd.num=3');
  assert.deepEqual(always, []);
  assert.ok(maybe.length > 0);
  for (const id of maybe) assert.ok((table.typeOf(id).flags & touching) !== 0);
});

test('sets combine as the parts do', () => {
  const open = idsOf('open');
  const enter = open.filter((id) => id % 2 === 0);
  assert.deepEqual(matches('evt.type.is.open=1 and evt.dir=>'), { maybe: [], always: enter });
  assert.deepEqual(matches('evt.type.is.open=1 and proc.name=x'), { maybe: open, always: [] });
  const either = matches('evt.type.is.open=1 or proc.name=x');
  assert.deepEqual(either.always, open);
  assert.equal(either.maybe.length, known.length - open.length);
  const no = matches('not (evt.type.is.open=1 and proc.name=x)');
  assert.deepEqual(no.maybe, open);
  assert.equal(no.always.length, known.length - open.length);
  assert.deepEqual(matches('evt.type.is.open=1 and evt.type.is.close=1'), {
    maybe: [],
    always: [],
  });
});

test('a field that remembers is asked about all events that reach it', () => {
  const opens = idsOf('open');
  const later = matches('evt.type.is.open=1 and evt.deltatime > 5');
  assert.deepEqual(later, { maybe: opens, always: [] });
  const first = matches('evt.deltatime > 5 and evt.type.is.open=1');
  assert.deepEqual(first, { maybe: known.map(({ id }) => id), always: [] });
  const either = matches('evt.type.is.open=1 or evt.deltatime > 5');
  assert.deepEqual(either.always, opens);
  assert.deepEqual(matches('not (util.cnt > 5 or evt.type.is.open=1)'), first);
  assert.equal(compile('fd.name=/etc/x and evt.deltatime > 5').fdGate, undefined);
});

test('types that the table does not have are left open', () => {
  const { types } = compile('evt.type=open');
  assert.equal(types.length, 65536);
  assert.equal(types[table.types.length], Match.MAYBE);
  assert.equal(types[65535], Match.MAYBE);
});

/** Checks that real events of any type can be put to, without state. */
const checks: readonly string[] = [
  'evt.type=open',
  'evt.type!=read',
  'evt.type in (open, close, setsid)',
  'evt.type contains re',
  'evt.dir=<',
  'evt.dir!=<',
  'evt.category=file',
  'evt.category in (net, process)',
  'evt.is_io=true',
  'evt.is_io_read=false',
  'evt.io_dir exists',
  'evt.is_wait=true',
  'evt.is_open_read=true',
  'syscall.type exists',
  'syscall.type=open',
  'evt.type.is.close=1',
  'evt.type.is.7!=1',
  'evt.cpu=0',
  'evt.num>0',
  'evt.arg.fd exists',
  'evt.rawarg.size>0',
  'evt.failed=true',
  'evt.type in (setsid, rt_sigaction)',
  'tolower(evt.type) contains sig',
  'evt.type = val(syscall.type)',
  'proc.name=x',
  'fd.num exists',
];

test('a type says nothing that an event of the type contradicts', () => {
  const random = new RandomFilters(4);
  const event = new Event(table, new State(table, Need.NONE));
  for (let i = 0; i < 400; i++) {
    const text = combine(random, 3);
    const { test: passes, ...matches } = compile(text);
    for (const type of known) {
      seekRandom(event, type.id, random);
      const told = matchesOf(type, event, matches).filter((match) => match !== Match.MAYBE);
      const expected = passes(event) ? Match.ALWAYS : Match.NEVER;
      for (const match of told) assert.equal(match, expected, `${text} for ${type.name}`);
    }
  }
});

/** All that is said of an event before its test is asked. */
function matchesOf(
  { id, firstParamName }: EventType,
  event: Event,
  { types, succeeded, syscalls }: Pick<CompiledFilter, 'types' | 'succeeded' | 'syscalls'>,
): (number | undefined)[] {
  const told = [types[id]];
  const hasResult = id % 2 === 1 && (firstParamName === 'res' || firstParamName === 'fd');
  if (hasResult && event.i64(0) >= 0) told.push(succeeded[id]);
  if (id <= 1) {
    const match = syscalls[Math.min(event.u16(0), syscalls.length - 1)];
    told.push(match === Match.NEVER ? match : Match.MAYBE);
  }
  return told;
}

function combine(random: RandomFilters, depth: number): string {
  const choice = depth === 0 ? 0 : random.below(4);
  if (choice === 0) return random.pick(checks);
  if (choice === 1) return `not (${combine(random, depth - 1)})`;
  const word = choice === 2 ? 'and' : 'or';
  return `(${combine(random, depth - 1)} ${word} ${combine(random, depth - 1)})`;
}

/** An event of a type with params of 8 random bytes. */
function seekRandom(event: Event, id: number, random: RandomFilters): void {
  const { params, flags } = table.typeOf(id);
  const width = (flags & EventFlag.LARGE_PAYLOAD) !== 0 ? 4 : 2;
  const size = 26 + params.length * (width + 8);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint32(16, size, true);
  view.setUint16(20, id, true);
  view.setUint32(22, params.length, true);
  params.forEach((_, i) => (bytes[26 + i * width] = 8));
  for (let i = 26 + params.length * width; i < size; i++) bytes[i] = random.below(4);
  const isFailure = random.below(2) === 0;
  if (isFailure && params.length > 0)
    bytes.fill(0xff, size - params.length * 8 + 4, size - params.length * 8 + 8);
  event.seekBytes(bytes, view, 0, 0);
}

test('generic events that can pass are told by the number of their call', () => {
  const byName = syscallsOf('classic');
  const { syscalls } = compile('evt.type in (setsid, openat) and evt.dir=<');
  assert.equal(syscalls.length, byName.length + 1);
  byName.forEach((syscall, number) => {
    assert.equal(
      syscalls[number] !== Match.NEVER,
      syscall?.name === 'setsid' || syscall?.name === 'openat',
    );
  });
  assert.equal(syscalls.at(-1), Match.NEVER);
  assert.ok(compile('not evt.type=setsid').syscalls.at(-1) !== Match.NEVER);
  assert.ok(compile('proc.name=a').syscalls.every((match) => match === Match.MAYBE));
});

/** Everything that generated code may consist of. */
const alphabet = new RegExp(
  [
    '"use strict";',
    'const [ov]\\d+=(?:operands|values)\\[\\d+\\];',
    'let m\\d+,r\\d+=false;',
    'return function test\\(event\\)\\{let a,b(?:,x\\d+=none)*;return',
    '[ov]\\d+',
    'x\\d+(?:===none\\?|=)?',
    'a===m\\d+\\?r\\d+:\\(r\\d+=\\(m\\d+=a\\)',
    '\\.(?:extract|extractAll)\\(event\\)',
    '\\.(?:has|includes|startsWith|endsWith)',
    ',event',
    '!==undefined',
    '\\(a(?:,b)?\\)',
    '\\([ab]=(?!=)',
    '\\.',
    'a(?=!==|\\.|\\))',
    'false',
    '&&|\\|\\||===|!==|<=|>=|[<>!:()]',
    ' |\\};|;\\};|\\n',
  ].join('|'),
  'y',
);

function assertFixedPieces(source: string): void {
  for (let at = 0; at < source.length; at = alphabet.lastIndex) {
    alphabet.lastIndex = at;
    assert.ok(alphabet.test(source), `${source.slice(at, at + 40)} in\n${source}`);
  }
}

test('generated code consists of fixed pieces', () => {
  const values = new ValueFields();
  const marks = [
    '";process.exit(1);//',
    '`${x}`',
    '\u2028',
    "'+x+'",
    'undefined',
    '*/',
    '</script>',
  ];
  for (const mark of marks) {
    const value = JSON.stringify(mark).replace('\\u2028', '\u2028');
    for (const text of [
      `v.text=${value} and v.bytes contains ${value}`,
      `v.text in (${value}, a) or not v.text glob ${value}`,
      `concat(v.text, ${value}) = val(v.text2) or v.any=3 or v.either!=10.0.0.0/8`,
      `v.text != allof (${value}) and v.text contains oneof (${value}) and v.int64 exists`,
      `v.text < ${value} or v.text = val(v.text2) or v.int64>=3 or v.int8 in () or v.text exists`,
    ]) {
      const { source } = generateSource(values.compile(text).checked);
      assertFixedPieces(source);
      assert.ok(!source.includes(mark) || mark === 'undefined');
    }
  }
});

test('random filters over real fields compile to fixed pieces or not at all', () => {
  const random = new RandomFilters(5);
  let compiled = 0;
  for (let i = 0; i < 3000; i++) {
    const text = i % 2 === 0 ? random.garbage() : printFilter(random.tree(1));
    try {
      assertFixedPieces(generateSource(compile(text).checked).source);
      compiled++;
    } catch (error) {
      assert.ok(error instanceof ChiselError, `${text}\n${String(error)}`);
    }
  }
  assert.ok(compiled > 20, `only ${compiled} were compiled`);
});

test('large filters compile', () => {
  const values = new ValueFields();
  const list = Array.from({ length: 20_000 }, (_, i) => `n${i}`);
  const member = values.compile(`v.text in (${list.join(',')})`);
  assert.ok(values.test(member, { text: 'n19999' }));
  const chain = values.compile(
    list
      .slice(0, 5000)
      .map((name) => `v.text=${name}`)
      .join(' or '),
  );
  assert.ok(values.test(chain, { text: 'n4999' }));
  assert.ok(!values.test(chain, { text: 'x' }));
  const deep = values.compile(`${'not ('.repeat(100)}v.int64=3${')'.repeat(100)}`);
  assert.ok(values.test(deep, { int64: 3 }));
});

test('no pattern takes long', () => {
  const values = new ValueFields();
  const text = `${'a'.repeat(20_000)}b`;
  const hostile = [
    `v.text glob ${'*a'.repeat(200)}*c`,
    `v.text iglob ${'*[ab]'.repeat(50)}c`,
    'v.text regex "(a*)*c"',
    'v.text regex "(a|aa)+c"',
    `v.text regex "${'(a?)'.repeat(50)}${'a'.repeat(50)}c"`,
    `v.text icontains ${'a'.repeat(100)}c`,
  ];
  for (const filter of hostile) {
    const start = performance.now();
    assert.equal(values.test(filter, { text }), false);
    const ms = performance.now() - start;
    assert.ok(ms < 2000, `${filter.slice(0, 40)} took ${ms} ms`);
  }
});
