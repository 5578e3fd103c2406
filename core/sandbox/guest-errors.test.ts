import assert from 'node:assert/strict';
import test from 'node:test';
import { guestError } from './guest-errors.ts';
import { defaultLimits, GuestFault, type FaultKind } from './runtime.ts';

const kinds: readonly FaultKind[] = ['threw', 'time', 'memory', 'output', 'load', 'stuck'];

for (const kind of kinds) {
  test(`the error of the fault ${kind} names the chisel and says the way out`, () => {
    const fault = new GuestFault(kind, 'reason', 7);
    const error = guestError('topfiles', fault, defaultLimits);
    assert.match(error.message, /^chisel topfiles /);
    assert.match(error.remedy ?? '', /^[A-Z].*\.$/);
    assert.equal(error.cause, fault);
  });
}
