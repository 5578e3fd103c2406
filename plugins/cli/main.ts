import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Saves V8 from compiling the same code at each start; where the folder can't be written, nothing is lost.
enableCompileCache(fileURLToPath(new URL('./dist/.cache', import.meta.url)));

const { run } = await import('./run.ts');

process.exitCode = await run(process.argv.slice(2));
