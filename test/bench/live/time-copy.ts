import { spawn } from 'node:child_process';

/** How long a copy took for each of its bytes, and the CPU time of the program that copied. */
export interface CopyTime {
  readonly elapsedNs: number;
  readonly cpuNs: number;
}

/** Two system calls a byte, which do next to nothing. */
const copy = 'dd if=/dev/zero of=/dev/null bs=1 count="$1"; times';

/** Copies so many bytes one by one, under a program that watches if there is one. */
export async function timeCopy(count: number, under: readonly string[] = []): Promise<CopyTime> {
  const [program = '', ...args] = [...under, 'sh', '-c', copy, 'sh', String(count)];
  const child = spawn(program, args, {
    env: { ...process.env, LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { promise, resolve, reject } = Promise.withResolvers<CopyTime>();
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (bytes: Buffer) => (stdout += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => (stderr += bytes.toString()));
  child.on('error', reject);
  child.on('close', (status) => {
    const elapsed = /copied, ([\d.e-]+) s/.exec(stderr)?.[1];
    const [, children = ''] = stdout.trim().split('\n');
    if (status !== 0 || elapsed === undefined) reject(new Error(firstLine(stderr)));
    else
      resolve({
        elapsedNs: (Number(elapsed) * 1e9) / count,
        cpuNs: (secondsOf(children) * 1e9) / count,
      });
  });
  return promise;
}

/** The sum of times like `0m1.250s`. */
function secondsOf(times: string): number {
  return [...times.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds),
    0,
  );
}

export function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0] ?? '';
}
