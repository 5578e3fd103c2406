import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A chisel that says that it has begun, and at the end how many events it was given. */
export function writeCountingChisel(folder: string, name: string, msABatch: number): string {
  const place = join(folder, name);
  mkdirSync(place);
  writeFileSync(join(place, 'chisel.json'), JSON.stringify({ ...manifest, name }));
  writeFileSync(join(place, 'main.ts'), source(msABatch));
  return place;
}

const manifest = {
  version: '1.0.0',
  description: 'Counts events.',
  category: 'Misc',
  license: 'Apache-2.0',
  runtime: 'typescript',
  entry: 'main.ts',
  apiVersion: 1,
  fields: ['evt.rawres', 'fd.name'],
};

const source = (msABatch: number): string => `import { defineChisel, print } from '@chisel/sdk';
let count = 0;
export default defineChisel({
  fields: ['evt.rawres', 'fd.name'],
  intervalSeconds: 0.5,
  onBatch({ rows }) {
    count += rows;
    for (const begin = Date.now(); rows > 0 && Date.now() - begin < ${String(msABatch)}; );
  },
  onInterval: () => print('counting'),
  onEnd: () => print('counted ' + count),
});
`;
