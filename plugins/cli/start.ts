import { readFileSync, statSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

/** The first file of the bundle: runs it, or the sources where one of them is newer. */

const dist = fileURLToPath(new URL('./dist/', import.meta.url));

if (isStale()) {
  await import('./main.ts');
} else {
  // Saves V8 from compiling the same code at each start; where the folder can't be written, nothing is lost.
  enableCompileCache(`${dist}.cache`);
  const { run } = await import('./run.ts');
  process.exitCode = await run(process.argv.slice(2));
}

/** Sources that are not there, as in an installed package, are not newer. */
function isStale(): boolean {
  const list = `${dist}sources.json`;
  const builtMs = statSync(list).mtimeMs;
  const sources = JSON.parse(readFileSync(list, 'utf8')) as string[];
  return sources.some((source) => {
    const file = statSync(dist + source, { throwIfNoEntry: false });
    return file !== undefined && file.mtimeMs > builtMs;
  });
}
