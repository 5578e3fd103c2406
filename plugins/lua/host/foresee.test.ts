import assert from 'node:assert/strict';
import test from 'node:test';
import { foresee } from './foresee.ts';

const start =
  'function on_init() chisel.request_field("proc.name") chisel.set_filter("") return true end\n';

const cases: [what: string, source: string, exact: boolean, endsCapture: boolean][] = [
  [
    'fields and filter before the first event',
    `${start}function on_event() return true end`,
    false,
    false,
  ],
  ['a table at an event', `${start}function on_event() sysdig.get_thread_table() end`, true, false],
  [
    'a table at the end',
    `${start}function on_capture_end() sysdig.get_thread_table() end`,
    false,
    false,
  ],
  [
    'a table by way of another function',
    'function f() sysdig.get_container_table() end function on_event() f() end',
    true,
    false,
  ],
  ['a filter that changes', 'on_event = function() chisel.set_filter("x") end', true, false],
  ['the event as a value', 'function on_event() f(evt) end', false, false],
  ['the API as a value', 'function on_event() local c = chisel c.set_filter("x") end', true, true],
  ['globals by name', 'function on_event() _G["sysdig"].log("x") end', true, true],
  [
    'a name in a comment or a text',
    'function on_event() -- chisel.set_filter\n print("chisel") end',
    false,
    false,
  ],
  ['the end of the capture', 'function on_event() sysdig.end_capture() end', false, true],
  ['the event at an interval', 'function on_interval() return evt.get_num() > 0 end', false, false],
  [
    'an interval without the event',
    'function on_interval(s, ns) print(s) return true end',
    false,
    false,
  ],
];

for (const [what, source, exact, endsCapture] of cases) {
  test(`${what}: ${exact ? 'the run waits' : 'the run goes on'}`, () => {
    const foresight = foresee([source]);
    assert.equal(foresight.exact, exact);
    assert.equal(foresight.endsCapture, endsCapture);
  });
}

test('what evt has functions for is found wherever it is mentioned', () => {
  const { hiddenFields } = foresee(['function f() return evt.get_type(), evt.get_cpuid() end']);
  assert.deepEqual(hiddenFields, ['evt.type', 'evt.cpu']);
});

const atIntervals: [what: string, source: string, waits: boolean][] = [
  ['the number of the event', 'function on_interval() return evt.get_num() end', false],
  ['its type', 'function on_interval() return evt.get_type() end', true],
  ['a field', 'f = chisel.request_field("fd.name") function on_interval() evt.field(f) end', true],
  [
    'its time',
    'f = chisel.request_field("evt.time") function on_interval() evt.field(f) end',
    false,
  ],
  [
    'what is its time or something else',
    'f = chisel.request_field("evt.time") f = g function on_interval() evt.field(f) end',
    true,
  ],
  ['the event as a value', 'function on_interval() f(evt) end', true],
  ['a table', 'function on_interval() sysdig.get_thread_table() end', true],
  ['a field at an event', 'function on_event() return evt.field(f) end', false],
];
for (const [what, source, waits] of atIntervals) {
  test(`${what} at an interval: the run ${waits ? 'waits' : 'goes on'} there`, () => {
    assert.equal(foresee([source]).exactAtIntervals, waits);
    assert.equal(foresee([source]).exact, false);
  });
}
