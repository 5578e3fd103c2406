import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { isInstalled } from '../live-run.ts';

export const withoutCompiler = !isInstalled('gcc') && 'gcc is not installed';

export interface Load {
  readonly seconds: number;
  readonly callsPerSecond: number;
  /** Given, processes, threads, sockets and files in this folder come and go. */
  readonly folder?: string;
}

export interface LoadDone {
  /** Reads and writes, which were made one after the other. */
  readonly calls: number;
  readonly seconds: number;
}

/** Builds the program that makes system calls, and returns what runs it. */
export function buildLoad(folder: string, name = 'load'): (load: Load) => Promise<LoadDone> {
  const program = join(folder, name);
  const source = join(import.meta.dirname, 'load.c');
  const args = ['-O2', '-pthread', '-o', program, source];
  const { status, stderr } = spawnSync('gcc', args, { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return (load) => runLoad(program, load);
}

async function runLoad(program: string, load: Load): Promise<LoadDone> {
  const { seconds, callsPerSecond, folder } = load;
  const words = [seconds, callsPerSecond, ...(folder === undefined ? [] : [folder])].map(String);
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const begin = performance.now();
  let text = '';
  for await (const data of child.stdout) text += String(data);
  return { calls: Number(text), seconds: (performance.now() - begin) / 1000 };
}
