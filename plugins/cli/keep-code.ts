import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { codeFile, loadBundle, type RunKind } from './load-bundle.ts';

/**
 * Does what users do with a small capture, then keeps the code that V8 has made of the bundle by then.
 * Called by the build with the bundle's folder and a kind of runs, in a process of its own whose output
 * nobody reads.
 */

const project = fileURLToPath(new URL('../../', import.meta.url));
const capture = `${project}test/captures/sample.scap`;
const chisel = `${project}registry/chisels/topfiles`;
const luaChisel = `${project}plugins/lua/warm-up/script.lua`;
const runs: Readonly<Record<RunKind, readonly (readonly string[])[]>> = {
  counting: [['-q']],
  lines: [
    [],
    ['-j'],
    ['evt.type=openat'],
    ['fd.name contains /etc and not proc.name in (cat, ls)'],
    ['-p', '%evt.num %evt.time %proc.name %fd.name'],
  ],
  chisels: [
    ['-c', chisel],
    ['-c', luaChisel],
  ],
};

const [folder = '', kind = 'lines'] = process.argv.slice(2) as [string?, RunKind?];
const { bundle, script } = loadBundle(folder, kind);
for (const args of runs[kind]) await bundle.run(['-r', capture, ...args]);
writeFileSync(codeFile(folder, kind), script.createCachedData());
process.exit(0);
