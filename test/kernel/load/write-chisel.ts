import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is special of a chisel that counts events. */
interface CountingChisel {
  readonly name: string;
  readonly fields: readonly string[];
  readonly limits?: { readonly timeMs: number };
}

/** Writes a chisel that counts events into a folder of its own, and returns that. */
export function writeChisel(folder: string, chisel: CountingChisel, source: string): string {
  const place = join(folder, chisel.name);
  mkdirSync(place);
  writeFileSync(join(place, 'chisel.json'), JSON.stringify({ ...common, ...chisel }));
  writeFileSync(join(place, 'main.ts'), source);
  return place;
}

const common = {
  version: '1.0.0',
  description: 'Counts events.',
  category: 'Misc',
  license: 'Apache-2.0',
  runtime: 'typescript',
  entry: 'main.ts',
  apiVersion: 1,
};
