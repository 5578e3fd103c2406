import { writeChisel } from './write-chisel.ts';

/** A chisel that says that it has begun, and at the end how many events it was given. */
export function writeCountingChisel(folder: string): string {
  return writeChisel(folder, { name: 'counting', fields: ['evt.rawres', 'fd.name'] }, source);
}

const source = `import { defineChisel, print } from '@chisel/sdk';
let count = 0;
export default defineChisel({
  fields: ['evt.rawres', 'fd.name'],
  intervalSeconds: 0.5,
  onBatch({ rows }) {
    count += rows;
  },
  onInterval: () => print('counting'),
  onEnd: () => print('counted ' + count),
});
`;
