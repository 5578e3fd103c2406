import { auditChisels, searchChisels } from '@chisel/registry';
import type { CommandLine } from '../command-line/parse-command-line.ts';
import { print } from '../print.ts';
import { printable } from '../printable.ts';
import { registryOptions } from './option-values.ts';
import { tellUnasked } from './tell-registries.ts';

/** `chisel audit [NAME…]`: exit code 1 when anything speaks against what is installed. */
export async function audit(line: CommandLine): Promise<number> {
  const audited = await auditChisels(line.words.length > 0 ? line.words : undefined);
  for (const { name, version, problems } of audited) {
    print(`${name}@${version}  ${problems.length === 0 ? 'nothing against it' : ''}\n`);
    for (const problem of problems) print(`    ${printable(problem)}\n`);
  }
  return audited.every(({ problems }) => problems.length === 0) ? 0 : 1;
}

/** `chisel search WORD…`: exit code 1 when nothing has all the words. */
export async function search(line: CommandLine): Promise<number> {
  const found = await searchChisels(line.words, {
    ...registryOptions(line),
    onUnasked: tellUnasked,
  });
  for (const { name, version, description, signer, place } of found) {
    const by = signer === 'targets' ? '' : `, by ${signer}`;
    print(printable(`${name} ${version}  ${description}\n    in ${place}${by}\n`));
  }
  return found.length === 0 ? 1 : 0;
}
