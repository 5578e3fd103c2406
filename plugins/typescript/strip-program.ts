import { GuestFault, type Program } from '@chisel/core/sandbox/runtime.ts';
import { compileInWorker } from './compile-in-worker.ts';

const limits = { timeMs: 10_000, memoryMb: 512 };

/**
 * The program of a chisel that runs from its folder, as JavaScript; places in it stay the same, and so do
 * paths. One that was built has nothing to do.
 */
export async function stripProgram(program: Program): Promise<Program> {
  const typed = new Map([...program.files].filter(([path]) => path.endsWith('.ts')));
  if (typed.size === 0) return program;
  const [compiled] = await compile(program.entry, typed);
  if (compiled === undefined || 'diagnostics' in compiled) {
    const { file = '', text = '' } = compiled?.diagnostics[0] ?? {};
    throw new GuestFault('load', `${file}: ${text}`);
  }
  const stripped = [...typed.keys()].map((path): [string, string] => [
    path,
    compiled.files.get(path.replace(/\.ts$/, '.js')) ?? '',
  ]);
  return { entry: program.entry, files: new Map([...program.files, ...stripped]) };
}

async function compile(entry: string, files: ReadonlyMap<string, string>) {
  try {
    return await compileInWorker({ sources: [{ entry, files }] }, limits);
  } catch (error) {
    throw new GuestFault('load', (error as Error).message);
  }
}
