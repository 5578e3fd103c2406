/**
 * Checks the format of the C and C++ sources, or mends it with --write, when the clang-format is there
 * that they were formatted with: others break lines elsewhere.
 */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';

const VERSION = '14';

const [mode] = process.argv.slice(2);
const found = spawnSync('clang-format', ['--version'], { encoding: 'utf8' });
const major = /version (\d+)/.exec(found.stdout ?? '')?.[1];
if (major === VERSION) {
  const sources = globSync('{bpf/*.{c,h},addon/*.{cc,h}}', { cwd: import.meta.dirname });
  const how = mode === '--write' ? ['-i'] : ['--dry-run', '--Werror'];
  const options = { cwd: import.meta.dirname, stdio: 'inherit' } as const;
  process.exitCode = spawnSync('clang-format', [...how, ...sources], options).status ?? 1;
} else {
  const what = major === undefined ? 'is not installed' : `is version ${major}`;
  console.log(`format of C: not looked at, as clang-format ${what}; it needs version ${VERSION}`);
}
