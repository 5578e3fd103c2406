import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** Installs one chisel and is killed just before its nth change on the disk. Arguments: home, spec, n. */
const [home = '', spec = '', last = '1'] = process.argv.slice(2);
const changes = ['mkdirSync', 'openSync', 'writeFileSync', 'renameSync', 'rmSync'] as const;
let left = Number(last);

for (const name of changes) {
  const original = fs[name] as (...args: unknown[]) => unknown;
  const dying = (...args: unknown[]): unknown => {
    if (String(args[0]).startsWith(home) || typeof args[0] === 'number') left--;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
    return original(...args);
  };
  Object.assign(fs, { [name]: dying });
}
syncBuiltinESMExports();

const { installChisel } = await import('../install/install-chisels.ts');
const { anyProgram } = await import('./samples.ts');
await installChisel(spec, { home, ...anyProgram });
