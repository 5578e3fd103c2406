import { addChisels, initRegistry, signRegistry } from '@chisel/registry';
import type { CommandLine } from '../command-line/parse-command-line.ts';
import { print } from '../print.ts';
import { wholeNumberOf } from './option-values.ts';

/** One row of the table of `chisel registry`. */
export interface RegistryCommand {
  readonly name: string;
  readonly usage: string;
  readonly description: string;
  /** How many words it needs. */
  readonly least: number;
  readonly run: (words: readonly string[], line: CommandLine) => Promise<number> | number;
}

export const registryCommands: readonly RegistryCommand[] = [
  {
    name: 'init',
    usage: 'registry init FOLDER',
    description: 'Make an empty registry and its keys.',
    least: 1,
    run: ([folder = ''], line) => {
      const made = initRegistry(folder, { keys: line.values.get('keys')?.at(-1) });
      print(`made a registry in ${made.folder}\n`);
      print(`  fingerprint  ${made.fingerprint}\n`);
      print(`  keys         ${made.keysFolder}\n`);
      return 0;
    },
  },
  {
    name: 'add',
    usage: 'registry add FOLDER CHISEL…',
    description: 'Add chisels, folders or archives, and sign for them.',
    least: 2,
    run: async ([folder = '', ...chisels], line) => {
      const packed = await addChisels(folder, chisels, { keys: line.values.get('keys')?.at(-1) });
      for (const { manifest, tarball } of packed) {
        print(`added ${manifest.name}@${manifest.version}, ${String(tarball.length)} bytes\n`);
      }
      return 0;
    },
  },
  {
    name: 'sign',
    usage: 'registry sign FOLDER',
    description: 'Sign the newest state anew, before it expires.',
    least: 1,
    run: async ([folder = ''], line) => {
      const keys = line.values.get('keys')?.at(-1);
      const days = wholeNumberOf(line, 'days');
      print(`signed ${folder}, good until ${await signRegistry(folder, { keys, days })}\n`);
      return 0;
    },
  },
];
