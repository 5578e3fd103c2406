import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** What the build needs, and the Debian package that has it. */
const tools: readonly {
  readonly name: string;
  readonly aptPackage: string;
  readonly isThere: () => boolean;
}[] = [
  { name: 'clang', aptPackage: 'clang', isThere: () => runs('clang', '--version') },
  { name: 'g++', aptPackage: 'g++', isThere: () => runs('g++', '--version') },
  { name: 'bpftool', aptPackage: 'bpftool', isThere: () => runs('bpftool', 'version') },
  {
    name: 'libbpf',
    aptPackage: 'libbpf-dev',
    isThere: () => existsSync('/usr/include/bpf/libbpf.h'),
  },
];

export const buildPackages: readonly string[] = tools.map(({ aptPackage }) => aptPackage);

/** The names of the tools that this machine lacks. */
export function missingTools(): string[] {
  return tools.filter(({ isThere }) => !isThere()).map(({ name }) => name);
}

function runs(program: string, argument: string): boolean {
  return spawnSync(program, [argument], { stdio: 'ignore' }).status === 0;
}
