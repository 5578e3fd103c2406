import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chisel, root } from '../support/project.ts';
import { programEnv, run } from '../support/programs.ts';
import type { Scene } from './process-case.ts';

const count = 50;
const sample = join(root, 'registry/chisels/topfiles');

/** Serves 50 chisels on this machine, and installs them all; into a new home each time, or the same. */
export async function servedRegistry(isHomeNew: boolean): Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), 'chisel-served-'));
  const registry = join(folder, 'registry');
  const names = Array.from({ length: count }, (_, i) => `chisel-${i}`);
  for (const name of names) copySample(join(folder, name), name);
  programEnv['CHISEL_HOME'] = join(folder, 'owner');
  await succeed(['registry', 'init', registry]);
  await succeed(['registry', 'add', registry, ...names.map((name) => join(folder, name))]);
  const { url, stop } = await serve(registry);
  const home = join(folder, 'home');
  programEnv['CHISEL_HOME'] = home;
  const ours = ['install', ...names, '--registry', url];
  if (!isHomeNew) await succeed(ours);
  return {
    ours,
    before: () => isHomeNew && rmSync(home, { recursive: true, force: true }),
    end: () => {
      stop();
      delete programEnv['CHISEL_HOME'];
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function copySample(to: string, name: string): void {
  cpSync(sample, to, { recursive: true });
  const file = join(to, 'chisel.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as object;
  writeFileSync(file, JSON.stringify({ ...manifest, name }));
}

async function succeed(args: readonly string[]): Promise<void> {
  const { status, stderr } = await run(chisel, args);
  if (status !== 0) throw new Error(`chisel ${args[0]} failed: ${stderr}`);
}

function serve(registry: string): Promise<{ url: string; stop: () => void }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ url: string; stop: () => void }>();
  const args = ['registry', 'serve', registry, '--listen', '127.0.0.1:0'];
  const child = spawn(chisel, args, { env: programEnv, stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (bytes: Buffer) => {
    text += bytes.toString();
    const url = /http:\S+/.exec(text)?.[0];
    if (url !== undefined) resolve({ url, stop: () => child.kill() });
  });
  child.on('error', reject);
  child.on('close', () => reject(new Error(`the server ended: ${text}`)));
  return promise;
}
