import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  chiselHome,
  installChisels,
  installFrozen,
  type InstalledChisel,
  type InstallOptions,
} from '@chisel/registry';
import { missingWord } from '../command-line/errors.ts';
import type { CommandLine } from '../command-line/parse-command-line.ts';
import { print } from '../print.ts';
import { printable } from '../printable.ts';
import { createToolchain } from '../toolchain.ts';
import { confirmWith } from './confirm.ts';
import { registryOptions } from './option-values.ts';
import { permissionRows } from './permission-rows.ts';

/** `chisel install NAME[@RANGE]…`: installs all or none, and says what they may do. */
export async function install(line: CommandLine): Promise<number> {
  if (line.switches.has('frozen')) return frozen(line);
  if (line.words.length === 0) {
    throw missingWord({ command: 'install', usage: 'install NAME[@RANGE]' });
  }
  for (const installed of await installChisels(line.words, installOptions(line))) {
    print(summary(installed));
  }
  return 0;
}

/** What installing needs, of the command line and of the rest of the program. */
export function installOptions(line: CommandLine): InstallOptions {
  return { ...createToolchain(), ...registryOptions(line), confirm: confirmWith(line) };
}

/** `chisel install --frozen [LOCK-FILE]`. */
async function frozen(line: CommandLine): Promise<number> {
  const here = 'chisel.lock';
  const file = line.words[0] ?? (existsSync(here) ? here : join(chiselHome(), here));
  const { installed, removed } = await installFrozen(file, installOptions(line));
  for (const chisel of installed) print(summary(chisel));
  for (const { name, version } of removed) {
    print(`removed ${name}@${version}, which is not in ${file}\n`);
  }
  return 0;
}

/** What a user is told about a chisel that was installed. */
export function summary(chisel: InstalledChisel): string {
  const { manifest, fields } = chisel;
  if (chisel.isUnchanged) return `${chisel.name}@${chisel.version} is installed already\n`;
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
  return printable(`${signer.role === 'targets' ? 'the registry' : signer.role}, key ${keys}`);
}
