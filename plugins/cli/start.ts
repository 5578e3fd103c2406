import { readFileSync, statSync } from 'node:fs';
import { kindOfRun, loadBundle } from './load-bundle.ts';

/** The first file of the bundle: runs it, or the sources where one of them is newer. */

declare const __dirname: string;
const dist = `${__dirname}/`;

if (isStale()) void import('./main.ts');
else void runBundle();

async function runBundle(): Promise<void> {
  const args = process.argv.slice(2);
  const code = await loadBundle(dist, kindOfRun(args)).bundle.run(args);
  // All is written: taking the heap down piece by piece would only take time.
  process.exit(code);
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
