import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { manifestSchema, type Manifest } from '@chisel/registry';

const require = createRequire(import.meta.url);

/**
 * Puts what an editor needs to complete and check into the hidden folder `.chisel`, which is not part of
 * the chisel's archive: the schema of the manifest, and the types of the runtime.
 */
export function writeTypes(folder: string, runtime: Manifest['runtime']): void {
  const to = join(folder, '.chisel');
  mkdirSync(to);
  copyFileSync(manifestSchema, join(to, 'chisel.schema.json'));
  if (runtime === 'typescript') copyTypes(dirname(require.resolve('@chisel/sdk')), join(to, 'sdk'));
  else
    copyTypes(fileURLToPath(new URL('../templates/lua-types/', import.meta.url)), join(to, 'lua'));
}

/** Declarations or sources, whichever there are; tests are neither. */
function copyTypes(from: string, to: string): void {
  mkdirSync(to);
  for (const name of readdirSync(from)) {
    if (/\.(ts|lua)$/.test(name) && !name.endsWith('.test.ts')) {
      copyFileSync(join(from, name), join(to, name));
    }
  }
}
