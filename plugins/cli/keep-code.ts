import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { codeFile, loadBundle } from './load-bundle.ts';

/**
 * Runs what users run over a small capture, then keeps the code that V8 has made of the bundle by then.
 * Called by the build with the bundle's folder, in a process of its own whose output nobody reads.
 */

const project = fileURLToPath(new URL('../../', import.meta.url));
const capture = `${project}test/captures/sample.scap`;
const chisel = `${project}registry/chisels/topfiles`;
const runs: readonly (readonly string[])[] = [
  ['-q'],
  [],
  ['-j'],
  ['evt.type=openat'],
  ['fd.name contains /etc and not proc.name in (cat, ls)'],
  ['-p', '%evt.num %evt.time %proc.name %fd.name'],
  ['-c', chisel],
];

const [folder = ''] = process.argv.slice(2);
const { bundle, script } = loadBundle(folder);
for (const args of runs) await bundle.run(['-r', capture, ...args]);
writeFileSync(codeFile(folder), script.createCachedData());
process.exit(0);
