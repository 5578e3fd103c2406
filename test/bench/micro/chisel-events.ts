import { prepareRows } from '../guest-rows.ts';
import type { MicroCase } from '../micro-case.ts';

const source = `import { defineChisel, sum } from '@chisel/sdk';
const files = sum();
export default defineChisel({
  fields: ['fd.name', 'evt.rawres'],
  onEvent(event) {
    const name = event['fd.name'];
    if (name !== undefined) files.add(name, event['evt.rawres']);
  },
});`;

export default {
  name: 'chisel by events',
  measures: 'a chisel that sums bytes by file in onEvent, in its sandbox, without the decoding',
  unit: 'event',
  prepare: () => prepareRows(source),
} satisfies MicroCase;
