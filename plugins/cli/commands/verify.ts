import { verifyChisels } from '@chisel/registry';
import type { CommandLine } from '../command-line/parse-command-line.ts';
import { print } from '../print.ts';

/** `chisel verify [NAME…]`: exit code 1 when something was changed. */
export async function verify(line: CommandLine): Promise<number> {
  const verdicts = verifyChisels(line.words.length > 0 ? line.words : undefined);
  for (const { name, version, integrity, changes } of verdicts) {
    const verdict =
      changes.length === 0 ? `is what was installed (${integrity})` : changes.join(', ');
    print(`${name}@${version} ${verdict}\n`);
  }
  return verdicts.every(({ changes }) => changes.length === 0) ? 0 : 1;
}
