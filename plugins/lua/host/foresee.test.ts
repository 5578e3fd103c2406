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

test('an interval that asks about the event at hand makes the run wait there alone', () => {
  assert.equal(foresee(['function on_interval() return evt.get_num() end']).exactAtIntervals, true);
  assert.equal(foresee(['function on_event() return evt.get_num() end']).exactAtIntervals, false);
});
