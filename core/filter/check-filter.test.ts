import assert from 'node:assert/strict';
import test from 'node:test';
import { ChiselError } from '../errors/chisel-error.ts';
import { EventTable } from '../event/event-table.ts';
import { FieldTable } from '../field/field-table.ts';
import { defaultTextOptions } from '../field/text-options.ts';
import { Need } from '../state/needs.ts';
import { compileFilter, type CompiledFilter } from './compile-filter.ts';

const table = new EventTable('classic');
const fields = new FieldTable(table);
const compile = (text: string): CompiledFilter =>
  compileFilter(text, fields, { table, text: defaultTextOptions });

type Mistake = readonly [text: string, code: string, marked: string, remedy: RegExp];

/** `marked`: what of the text is wrong. */
const mistakes: readonly Mistake[] = [
  ['proc.nam=foo', 'FIELD', 'proc.nam', /proc\.name/],
  ['nosuch.field=1', 'FIELD', 'nosuch.field', /listed by -l/],
  ['evt.type=OPEN', 'EVENT_TYPE', 'OPEN', /Did you mean open\?/],
  ['evt.type!=opne', 'EVENT_TYPE', 'opne', /Did you mean open\?/],
  ['evt.type in (open, xyzzyq)', 'EVENT_TYPE', 'xyzzyq', /listed by -L/],
  ['syscall.type=opeen', 'EVENT_TYPE', 'opeen', /Did you mean open/],
  ['evt.type.is.nosuch=1', 'FIELD_USE', 'evt.type.is.nosuch', /./],
  ['evt.arg.nosuch=1', 'FIELD_USE', 'evt.arg.nosuch', /-L/],
  ['evt.arg=1', 'FIELD_USE', 'evt.arg', /evt\.arg/],
  ['evt.rawarg[0]=1', 'FIELD_USE', 'evt.rawarg[0]', /evt\.rawarg\.NAME/],
  ['proc.name[1]=x', 'FIELD_USE', 'proc.name[1]', /just proc\.name/],
  ['proc.aname[x]=x', 'FIELD_USE', 'proc.aname[x]', /index/],
  ['evt.outputtime=1', 'FIELD_USE', 'evt.outputtime', /-l/],
  ['fd.num contains 3', 'OPERATOR_TYPE', 'contains', /=, !=, <, <=, >, >=, in/],
  ['fd.num pmatch (3)', 'OPERATOR_TYPE', 'pmatch', /=, !=/],
  ['evt.is_io<true', 'OPERATOR_TYPE', '<', /=, !=, in/],
  ['evt.buffer icontains x', 'OPERATOR_TYPE', 'icontains', /bcontains/],
  ['evt.buffer glob x', 'OPERATOR_TYPE', 'glob', /contains/],
  ['evt.buffer < x', 'OPERATOR_TYPE', '<', /contains/],
  ['fd.name bcontains 00', 'OPERATOR_TYPE', 'bcontains', /contains/],
  ['fd.ip<10.0.0.1', 'OPERATOR_TYPE', '<', /=, !=, in/],
  ['fd.net startswith 10', 'OPERATOR_TYPE', 'startswith', /=, !=, in/],
  ['fd.types = file', 'OPERATOR_TYPE', '=', /in, intersects, exists/],
  ['evt.around[1]>1', 'OPERATOR_TYPE', '>', /Use =\./],
  ['fd.num=3abc', 'VALUE', '3abc', /whole number/],
  ['fd.num in (1, x)', 'VALUE', 'x', /whole number/],
  ['fd.num="3 "', 'VALUE', '"3 "', /whole number/],
  ['evt.num=99999999999999999999999', 'VALUE', '99999999999999999999999', /from 0 to/],
  ['evt.cpu=40000', 'VALUE', '40000', /-32768 to 32767/],
  ['fd.port=65616', 'VALUE', '65616', /0 to 65535/],
  ['fd.port=nosuchport', 'VALUE', 'nosuchport', /services/],
  ['fd.l4proto=TCP', 'VALUE', 'TCP', /Did you mean tcp\?/],
  ['fd.l4proto in (tcp, 6)', 'VALUE', '6', /tcp, udp, icmp, raw/],
  ['fd.sproto=nosuchproto', 'VALUE', 'nosuchproto', /services/],
  ['evt.is_io=yes', 'VALUE', 'yes', /true or false/],
  ['evt.latency>1x', 'VALUE', '1x', /ns, us, ms/],
  ['evt.reltime.s>1s', 'VALUE', '1s', /go with evt\.reltime/],
  ['fd.ip=10.0.0.2/16', 'VALUE', '10.0.0.2/16', /fd\.net/],
  ['fd.net=10.0.0.2', 'VALUE', '10.0.0.2', /10\.0\.0\.0\/8/],
  ['fd.net=10.0.0.0/33', 'VALUE', '10.0.0.0/33', /prefix/],
  ['fd.net=2001:db8::/129', 'VALUE', '2001:db8::/129', /prefix/],
  ['evt.buffer bcontains xyz', 'VALUE', 'xyz', /hex digits/],
  ['evt.buffer bcontains abc', 'VALUE', 'abc', /hex digits/],
  ['fd.name = "a\\x00b"', 'VALUE', '"a\\x00b"', /NUL/],
  ['fd.name regex "(("', 'REGEX', '"(("', /RE2/],
  ['fd.name regex "(?<!a)b"', 'REGEX', '"(?<!a)b"', /RE2/],
  [`fd.name regex ${'a'.repeat(3000)}`, 'REGEX', 'a'.repeat(3000), /RE2/],
  ['fd.name regex "((a{100}){100}){100}"', 'REGEX', '"((a{100}){100}){100}"', /RE2/],
  ['fd.name regex val(proc.name)', 'FIELD_USE', 'val(proc.name)', /Give a value/],
  ['proc.name = val(fd.num)', 'VALUE', 'val(fd.num)', /same type/],
  ['proc.name = val(proc.aname)', 'FIELD_USE', 'proc.aname', /index/],
  ['fd.cip = val(fd.ip)', 'FIELD_USE', 'fd.ip', /-l/],
  ['proc.name = val(proc.nam)', 'FIELD', 'proc.nam', /proc\.name/],
  ['tolower(fd.num) = 3', 'TRANSFORMER', 'tolower(fd.num)', /tolower\(text\)/],
  ['tolower(proc.name, fd.name) = x', 'TRANSFORMER', 'tolower(proc.name, fd.name)', /Write/],
  ['len(fd.num) = 3', 'TRANSFORMER', 'len(fd.num)', /text, buffer or list/],
  ['concat(proc.name) = x', 'TRANSFORMER', 'concat(proc.name)', /text, text/],
  ['join(proc.name, fd.name) = x', 'TRANSFORMER', 'join(proc.name, fd.name)', /separator/],
  ['tolower(proc.name)[0] = x', 'TRANSFORMER', 'tolower(proc.name)[0]', /Drop/],
  ['getopt(proc.args, "a")[ab] = x', 'TRANSFORMER', 'getopt(proc.args, "a")[ab]', /one/],
];

for (const [text, code, marked, remedy] of mistakes) {
  test(`refuses ${text.slice(0, 60)}`, () => {
    const error = errorOf(() => compile(text));
    assert.equal(error.code, `CHISEL_FILTER_${code}`, error.message);
    const { start, end } = error.facts as { start: number; end: number };
    assert.equal(text.slice(start, end), marked);
    assert.match(error.remedy ?? '', remedy);
  });
}

test('an error of a field is the cause of the error in the filter', () => {
  const error = errorOf(() => compile('evt.arg.nosuch=1'));
  assert.ok(error.cause instanceof ChiselError);
});

const fine: readonly string[] = [
  'evt.type=<unknown>',
  'evt.type=setsid',
  'evt.type contains ope',
  'evt.arg.fd=3',
  'evt.arg[99]=3',
  'evt.rawarg.res<0',
  'fd.port=http',
  'fd.sproto=http',
  'fd.l4proto contains c',
  'fd.net=2001:db8::/32',
  'evt.around[1534527348514678274]=10',
  'proc.aname in (sshd)',
  'proc.apid=1',
  'k8s.pod.label.app/x-y=z',
  'thread.cpu > 1.5',
  'evt.rawtime > 2018-08-17T17:35:48Z',
  'span.tag[1]=x',
];

for (const text of fine) test(`takes ${text}`, () => void compile(text));

test('a filter knows what it needs and its fields, each once', () => {
  const filter = compile('proc.name=a or (user.name=b and proc.name=c)');
  assert.deepEqual(filter.fields, ['proc.name', 'user.name']);
  assert.equal(filter.needs & (Need.THREADS | Need.USERS), Need.THREADS | Need.USERS);
  assert.equal(filter.needs & Need.CONTAINERS & ~Need.THREADS, 0);
  assert.equal(compile('evt.type=open').needs, Need.NONE);
});

test('a filter keeps its text, its tree and its checked tree', () => {
  const text = 'evt.type=open and fd.num=3';
  const filter = compile(text);
  assert.equal(filter.text, text);
  assert.ok(filter.checked.kind === 'and' && filter.tree.kind === 'and');
  assert.deepEqual(
    filter.checked.children.map((child) => child.node),
    filter.tree.children,
  );
});

test('a repeated not follows the edition', () => {
  const newest = new EventTable('newest');
  const context = { table: newest, text: defaultTextOptions };
  const toggled = compileFilter('not not evt.type=open', new FieldTable(newest), context);
  assert.equal(toggled.tree.kind, 'check');
  assert.equal(compile('not not evt.type=open').tree.kind, 'not');
});

function errorOf(run: () => unknown): ChiselError {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof ChiselError, String(error));
    return error;
  }
  assert.fail('no error');
}
