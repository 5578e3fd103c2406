import { prepareRows } from '../guest-rows.ts';
import type { MicroCase } from '../micro-case.ts';

const source = `import { defineChisel, sum } from '@chisel/sdk';
const files = sum();
const sums = new Float64Array(1 << 17);
const seen = new Uint32Array(4096);
export default defineChisel({
  fields: ['fd.name', 'evt.rawres'],
  onBatch({ rows, columns }) {
    const { references, text } = columns['fd.name'];
    const { values, present } = columns['evt.rawres'];
    let count = 0;
    for (let row = 0; row < rows; row++) {
      const reference = references[row]!;
      const amount = values[row]!;
      if (reference === 0 || present[row] === 0) continue;
      if (reference >= sums.length) files.add(text(reference)!, amount);
      else {
        if (sums[reference] === 0) seen[count++] = reference;
        sums[reference]! += amount;
      }
    }
    for (let i = 0; i < count; i++) {
      files.add(text(seen[i]!)!, sums[seen[i]!]);
      sums[seen[i]!] = 0;
    }
  },
});`;

export default {
  name: 'chisel by batches',
  measures:
    'the same chisel with onBatch: sums in an array by reference, once a batch to their names',
  unit: 'event',
  prepare: () => prepareRows(source),
} satisfies MicroCase;
