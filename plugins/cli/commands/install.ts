import { installChisel, type InstalledChisel } from '@chisel/registry';
import { missingWord } from '../command-line/errors.ts';
import type { CommandLine } from '../command-line/parse-command-line.ts';
import { print } from '../print.ts';
import { createToolchain } from '../toolchain.ts';
import { permissionRows } from './permission-rows.ts';

/** `chisel install NAME[@RANGE]…`: installs each and says what it may do. */
export async function install(line: CommandLine): Promise<number> {
  if (line.words.length === 0) {
    throw missingWord({ command: 'install', usage: 'install NAME[@RANGE]' });
  }
  const registry = line.values.get('registry')?.at(-1);
  const options = { ...createToolchain(), ...(registry !== undefined && { registry }) };
  for (const spec of line.words) {
    print(summary(await installChisel(spec, options)));
  }
  return 0;
}

function summary(chisel: InstalledChisel): string {
  const { manifest, fields } = chisel;
  const before = chisel.replaced === undefined ? '' : `, in the place of ${chisel.replaced}`;
  return [
    `installed ${chisel.name}@${chisel.version}${before}`,
    `  ${manifest.description}`,
    `  from       ${chisel.resolved}`,
    `  integrity  ${chisel.integrity}`,
    'It',
    ...permissionRows(manifest, fields),
    '',
  ].join('\n');
}
