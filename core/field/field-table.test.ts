import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { ChiselError } from '../errors/chisel-error.ts';
import { EventTable } from '../event/event-table.ts';
import { FieldTable } from './field-table.ts';
import { defaultTextOptions } from './text-options.ts';

const table = new EventTable('classic');
const fields = new FieldTable(table);
const context = { table, text: defaultTextOptions };

/** Arguments that fields take which need one. */
const examples: Readonly<Record<string, string>> = {
  'evt.arg': 'name',
  'evt.rawarg': 'fd',
  'evt.type.is': 'open',
  'evt.around': '1404996934793590564',
};

test('names are unique and belong to a class', () => {
  const names = fields.all.map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
  const classes = new Set(fields.classes.map(({ id }) => id));
  for (const field of fields.all) assert.ok(classes.has(field.class), field.name);
});

test('the classic vocabulary is complete', () => {
  const expected = readFileSync(new URL('testing/classic-fields.txt', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  const listed = fields.classes.flatMap(({ id, hidden }) => (hidden ? [] : fields.listed(id)));
  const classic = listed.filter((field) => field.classic).map(({ name }) => name);
  assert.equal(classic.length, 257);
  assert.deepEqual(classic.sort(), expected);
  assert.equal(fields.all.filter((field) => field.classic).length, 285);
});

test('descriptions are sentences', () => {
  for (const { name, description } of fields.all) {
    assert.match(description, /^[A-Z].*[^.]\.$/, name);
    assert.ok(description.length <= 160, name);
  }
});

test('every field binds and says what it needs', () => {
  for (const edition of ['classic', 'newest'] as const) {
    for (const json of [false, true]) {
      const own = { table: new EventTable(edition), text: { ...defaultTextOptions, json } };
      for (const field of fields.all) {
        const argument = field.argument === 'required' ? (examples[field.name] ?? '0') : undefined;
        const bound = field.bind(own, argument);
        assert.equal(bound.field, field);
        assert.equal(bound.needs & ~field.needs, 0, `${field.name} needs more when bound`);
      }
    }
  }
});

const places: readonly [
  text: string,
  at: number,
  name: string,
  argument: string | undefined,
  rest: string,
][] = [
  ['%evt.numx', 1, 'evt.num', undefined, 'x'],
  ['evt.time.s', 0, 'evt.time.s', undefined, ''],
  ['evt.time.snow', 0, 'evt.time.s', undefined, 'now'],
  ['evt.arg.flags)', 0, 'evt.arg', 'flags', ')'],
  ['evt.arg.namespace', 0, 'evt.arg', 'name', 'space'],
  ['evt.arg.plugin ID is', 0, 'evt.arg', 'plugin ID', ' is'],
  ['evt.args', 0, 'evt.args', undefined, ''],
  ['evt.arg[2].x', 0, 'evt.arg', '2', '.x'],
  ['proc.aname', 0, 'proc.aname', undefined, ''],
  ['proc.aname[2]]', 0, 'proc.aname', '2', ']'],
  ['proc.env["A]B"]', 0, 'proc.env', 'A]B', ''],
  ['thread.cgroup.cpu=1', 0, 'thread.cgroup', 'cpu', '=1'],
  ['thread.cgroups', 0, 'thread.cgroups', undefined, ''],
  ['evt.type.is.openat ', 0, 'evt.type.is', 'openat', ' '],
  ['evt.type.is.2', 0, 'evt.type.is', '2', ''],
  ['evt.abspath.src,', 0, 'evt.abspath', 'src', ','],
  ['evt.abspath.', 0, 'evt.abspath', undefined, '.'],
  ['container.mount.source[/a/*]', 0, 'container.mount.source', '/a/*', ''],
  ['k8s.pod.label.app.kubernetes.io/name.', 0, 'k8s.pod.label', 'app.kubernetes.io/name', '.'],
];

test('the longest field is found, with its argument', () => {
  for (const [text, at, name, argument, rest] of places) {
    const found = fields.find(text, at);
    assert.equal(found?.field.name, name, text);
    assert.equal(found.argument, argument, text);
    assert.equal(text.slice(found.end), rest, text);
  }
  for (const text of ['', 'nosuch', 'evt', 'EVT.NUM', ' evt.num']) {
    assert.equal(fields.find(text), undefined, text);
  }
});

const mistakes: readonly [name: string, code: string, pattern: RegExp][] = [
  ['fd.nmae', 'CHISEL_FIELD_UNKNOWN', /'fd.nmae'/],
  ['nosuch', 'CHISEL_FIELD_UNKNOWN', /'nosuch'/],
  ['proc.namex', 'CHISEL_FIELD_UNKNOWN', /'proc.namex'/],
  ['evt.arg', 'CHISEL_FIELD_ARGUMENT_MISSING', /'evt.arg' needs/],
  ['evt.arg.nosucharg', 'CHISEL_FIELD_ARGUMENT_WRONG', /'nosucharg'/],
  ['evt.arg[1', 'CHISEL_FIELD_ARGUMENT_WRONG', /'evt.arg'/],
  ['proc.name[1]', 'CHISEL_FIELD_ARGUMENT_NEEDLESS', /'\[1\]'/],
];

test('names that are wrong say how', () => {
  for (const [name, code, pattern] of mistakes) {
    assert.throws(
      () => fields.resolve(name),
      (error) => error instanceof ChiselError && error.code === code && pattern.test(error.message),
      name,
    );
  }
});

const wrongArguments: readonly [field: string, argument: string][] = [
  ['evt.arg', 'nosucharg'],
  ['evt.arg', '-1'],
  ['evt.rawarg', '0'],
  ['evt.type.is', 'nosuchcall'],
  ['evt.around', 'noon'],
  ['evt.abspath', 'third'],
  ['proc.aname', 'x'],
  ['proc.args', '-1'],
  ['fd.types', '1,x'],
];

test('arguments that are wrong are refused', () => {
  for (const [name, argument] of wrongArguments) {
    assert.throws(
      () => fields.byName(name)?.bind(context, argument),
      { code: 'CHISEL_FIELD_ARGUMENT_WRONG' },
      `${name}[${argument}]`,
    );
  }
  const num = fields.byName('evt.num');
  assert.throws(() => num?.bind(context, '1'), { code: 'CHISEL_FIELD_ARGUMENT_NEEDLESS' });
});

test('fields for one use are refused for the other', () => {
  assert.throws(() => fields.resolve('fd.ip', 'display'), { code: 'CHISEL_FIELD_FILTER_ONLY' });
  assert.throws(() => fields.resolve('evt.outputtime', 'filter'), {
    code: 'CHISEL_FIELD_DISPLAY_ONLY',
  });
  assert.equal(fields.resolve('fd.ip', 'filter').field.name, 'fd.ip');
});

test('the nearest names are suggested', () => {
  assert.equal(fields.suggest('proc.nmae')[0], 'proc.name');
  assert.equal(fields.suggest('FD.NAME')[0], 'fd.name');
  assert.deepEqual(fields.suggest('completely.different'), []);
  assert.deepEqual(fields.suggest('x'.repeat(100000)), []);
});

test('no field claims a type that it then passes over', () => {
  for (const field of fields.all) {
    const argument = field.argument === 'required' ? (examples[field.name] ?? '0') : undefined;
    const { appliesTo } = field.bind(context, argument);
    if (!appliesTo || !field.appliesTo) continue;
    for (const type of table.types) {
      if (appliesTo(type)) assert.ok(field.appliesTo(type), `${field.name} on ${type.name}`);
    }
  }
});
