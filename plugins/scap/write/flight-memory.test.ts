import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CaptureBuilder } from '../testing/capture-builder.ts';
import { readCaptures } from '../testing/read-capture.ts';
import { FlightMemory } from './flight-memory.ts';

const SECOND = 1_000_000_000;
const head = new CaptureBuilder().section().build();
const START = 1_700_000_000n * 1_000_000_000n;

function event(second: number, bytes = 1000): Uint8Array {
  const tsNs = START + BigInt(second * SECOND);
  return new CaptureBuilder().event({ type: 7, tsNs, params: [Buffer.alloc(bytes)] }).build();
}

/** Fills a memory with an event each second, as a recorder does. */
function fill(memory: FlightMemory, seconds: number, bytes?: number): void {
  memory.begin(head, true);
  for (let second = 0; second < seconds; second++) {
    const tsNs = Number(START) + second * SECOND;
    if (memory.isDue(tsNs)) memory.begin(head, false);
    memory.add(event(second, bytes), tsNs);
  }
}

async function windowOf(memory: FlightMemory, second: number) {
  const pieces: Buffer[] = [];
  memory.writeWindow(Number(START) + second * SECOND, (piece) => pieces.push(Buffer.from(piece)));
  const { events, sections, message } = await readCaptures([Buffer.concat(pieces)]);
  assert.deepEqual([message, sections.length], ['', 1]);
  return {
    hidden: events.filter(({ dumpFlags }) => dumpFlags === 1).length,
    shown: events.filter(({ dumpFlags }) => dumpFlags === 0).length,
  };
}

test('the window is exact; what is kept before it is hidden, and not much', async () => {
  const memory = new FlightMemory(80 * SECOND, 1 << 30);
  fill(memory, 1000);
  const { hidden, shown } = await windowOf(memory, 999);
  assert.equal(shown, 81);
  assert.ok(hidden <= 10, String(hidden));
  assert.equal(memory.isShort, false);
});

test('memory is bounded: a window that is too much is cut, and that is known', async () => {
  const memory = new FlightMemory(1e6 * SECOND, 16 << 20);
  fill(memory, 2000, 60_000);
  const { shown } = await windowOf(memory, 1999);
  assert.ok(shown > 100 && shown * 60_000 <= 16 << 20, String(shown));
  assert.equal(memory.isShort, true);
});
