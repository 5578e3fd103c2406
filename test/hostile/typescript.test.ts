import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { defaultLimits } from '@chisel/core/sandbox/runtime.ts';
import { hasStuckGuests } from '@chisel/isolate';
import { runGuests } from './typescript/run-guests.ts';

const folder = new URL('typescript/fixtures/', import.meta.url);
const limits = { ...defaultLimits, memoryMb: 32, timeMs: 400, outputChars: 8 << 20 };

/** Runs beside each hostile chisel; what it prints must not depend on its neighbour. */
const witness = {
  name: 'witness',
  source: `import { defineChisel, print } from '@chisel/sdk';
let rows = 0;
export default defineChisel({
  fields: ['evt.num', 'proc.name'],
  onEvent(event) { rows++; if (event['evt.num'] % 100 === 0) print(event['evt.num'] + ' ' + event['proc.name']); },
  onEnd() { print(rows + ' rows'); },
});`,
};

const codes: Readonly<Record<string, string>> = {
  time: 'CHISEL_GUEST_TIMEOUT',
  memory: 'CHISEL_GUEST_MEMORY',
  output: 'CHISEL_GUEST_OUTPUT',
  threw: 'CHISEL_GUEST_THREW',
  load: 'CHISEL_GUEST_LOAD',
};

/** Who is to end by another limit than that of time has as much as it takes. */
const patient = { ...limits, timeMs: 20_000 };

const alone = await runGuests([witness], limits);

test('the witness sees every event when it is alone', () => {
  assert.match(alone.outputs[0] ?? '', /^100 .*\n[^]*\d{3,} rows\n$/);
  assert.equal(alone.failures.size, 0);
});

for (const file of readdirSync(folder)) {
  const source = readFileSync(new URL(file, folder), 'utf8');
  const [, expected = ''] = /^\/\/ ends by: (\w+)$/m.exec(source) ?? [];
  test(`${file} ends by ${expected}, its neighbour is not disturbed`, async () => {
    const begin = performance.now();
    const name = file.replace('.js', '');
    const budget = expected === 'time' ? limits : patient;
    const { outputs, failures } = await runGuests([{ name, source }, witness], budget);
    const error = failures.get(name);
    const ending = Object.keys(codes).find((kind) => codes[kind] === error?.code) ?? 'fine';
    assert.equal(ending, expected, error?.message ?? 'it ends like that');
    if (error) assert.match(error.message, new RegExp(`^chisel ${name} [^\\x00-\\x1f]*$`));
    assert.doesNotMatch(outputs[0] ?? '', /ESCAPED/);
    assert.equal(outputs[1], alone.outputs[0]);
    assert.equal(failures.has('witness'), false);
    assert.ok(performance.now() - begin < 40_000);
  });
}

test('no thread is left behind', () => {
  assert.equal(hasStuckGuests(), false);
});
