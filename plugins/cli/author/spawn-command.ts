import { spawn, type ChildProcess } from 'node:child_process';

export interface SpawnOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Where standard output goes; standard error can always be read. */
  readonly stdout: 'inherit' | 'pipe';
}

/** Starts this command once more, as a process of its own. */
export function spawnCommand(args: readonly string[], options: SpawnOptions): ChildProcess {
  const { cwd, env = process.env, stdout } = options;
  const program = [...process.execArgv, process.argv[1] as string, ...args];
  return spawn(process.execPath, program, {
    env,
    stdio: ['ignore', stdout, 'pipe'],
    ...(cwd !== undefined && { cwd }),
  });
}

export interface Finished {
  readonly stdout: string;
  readonly stderr: string;
  /** 1 when a signal ended it. */
  readonly code: number;
}

/** What a process wrote until its end. */
export async function finished(child: ChildProcess): Promise<Finished> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  child.on('error', reject);
  child.on('close', (code) => resolve(code ?? 1));
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  const code = await promise;
  return { stdout: stdout(), stderr: stderr(), code };
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  const chunks: Buffer[] = [];
  stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}
