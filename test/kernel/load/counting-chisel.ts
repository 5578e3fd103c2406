import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A chisel that says that it has begun, and at the end how many events it was given. */
export function writeCountingChisel(folder: string): string {
  const place = join(folder, 'counting');
  mkdirSync(place);
  writeFileSync(join(place, 'chisel.json'), JSON.stringify(manifest));
  writeFileSync(join(place, 'main.ts'), source);
  return place;
}

const manifest = {
  name: 'counting',
  version: '1.0.0',
  description: 'Counts events.',
  category: 'Misc',
  license: 'Apache-2.0',
  runtime: 'typescript',
  entry: 'main.ts',
  apiVersion: 1,
  fields: ['evt.rawres', 'fd.name'],
};

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
