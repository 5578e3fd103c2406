import { installChisels, type InstalledChisel } from '@chisel/registry';
import { missingWord } from '../command-line/errors.ts';
import type { CommandLine } from '../command-line/parse-command-line.ts';
import { print } from '../print.ts';
import { createToolchain } from '../toolchain.ts';
import { registryOptions } from './option-values.ts';
import { permissionRows } from './permission-rows.ts';

/** `chisel install NAME[@RANGE]…`: installs each and says what it may do. */
export async function install(line: CommandLine): Promise<number> {
  if (line.words.length === 0) {
    throw missingWord({ command: 'install', usage: 'install NAME[@RANGE]' });
  }
  const options = { ...createToolchain(), ...registryOptions(line) };
  for (const installed of await installChisels(line.words, options)) print(summary(installed));
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
    `  signed by  ${signerText(chisel.signer)}`,
    'It',
    ...permissionRows(manifest, fields),
    '',
  ].join('\n');
}

/** Who answers for a chisel: the registry itself, or an author. */
function signerText(signer: InstalledChisel['signer']): string {
  if (signer === undefined) return 'nobody: these are the bytes that you pointed at';
  const keys = signer.keys.map((key) => key.slice(0, 16)).join(', ');
  return `${signer.role === 'targets' ? 'the registry' : signer.role}, key ${keys}`;
}
