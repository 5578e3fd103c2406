import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test, { suite } from 'node:test';
import { defaultLimits } from '@chisel/core/sandbox/runtime.ts';
import { hasStuckGuests } from '@chisel/isolate';
import { compileScript } from '@chisel/lua/compiled/compile-script.ts';
import { runScripts } from './lua/run-scripts.ts';

const folder = new URL('lua/fixtures/', import.meta.url);
const limits = { ...defaultLimits, memoryMb: 64, timeMs: 400, outputChars: 4 << 20 };

/** Runs beside each hostile script; what it prints must not depend on its neighbour. */
const witness = {
  name: 'witness',
  source: `
args = {}
rows = 0
function on_init() name = chisel.request_field('proc.name') return true end
function on_event()
  rows = rows + 1
  if evt.get_num() % 100 == 0 then print(evt.get_num(), evt.field(name)) end
end
function on_capture_end() print(rows, 'rows') end`,
};

const codes: Readonly<Record<string, string>> = {
  time: 'CHISEL_GUEST_TIMEOUT',
  memory: 'CHISEL_GUEST_MEMORY',
  output: 'CHISEL_GUEST_OUTPUT',
  threw: 'CHISEL_GUEST_THREW',
  load: 'CHISEL_GUEST_LOAD',
};

const alone = await runScripts([witness], { ...limits, timeMs: 20_000 });

test('the witness sees every event when it is alone', () => {
  assert.match(alone.outputs[0] ?? '', /^100\t.*\n[^]*\d{3,}\trows\n$/);
  assert.equal(alone.failures.size, 0);
});

/** Who is to end by another limit than that of time has as much as it takes. */
const patient = { ...limits, timeMs: 20_000 };
const editions = ['any', 'interpreted'] as const;

for (const edition of editions) {
  suite(`by the VM: ${edition}`, () => {
    for (const file of readdirSync(folder)) {
      const source = readFileSync(new URL(file, folder), 'latin1');
      if (edition === 'any' || compiles(source)) hostileTest(file, source, edition);
    }
  });
}

/** Whether the compiler takes a script: what it leaves to the interpreter runs there in any case. */
function compiles(source: string): boolean {
  try {
    compileScript({ text: source, chunkName: '@x.lua' }, () => undefined);
    return true;
  } catch {
    return false;
  }
}

function hostileTest(file: string, source: string, edition: (typeof editions)[number]): void {
  const [, everywhere = ''] = /^-- ends by: (\w+)$/m.exec(source) ?? [];
  const [, own = everywhere] = new RegExp(`^-- ${edition}: (\\w+)$`, 'm').exec(source) ?? [];
  test(`${file} ends by ${own}, its neighbour is not disturbed`, async () => {
    process.env['CHISEL_LUA_VM'] = edition;
    const begin = performance.now();
    const name = file.replace('.lua', '');
    const budget = own === 'time' ? limits : patient;
    const { outputs, failures } = await runScripts([{ name, source }, witness], budget);
    const error = failures.get(name);
    const ending = Object.keys(codes).find((kind) => codes[kind] === error?.code) ?? 'fine';
    assert.equal(ending, own, error?.message ?? 'it ends like that');
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
