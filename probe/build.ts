/**
 * Builds the kernel side and the addon into dist/, from what Debian's packages bring; nothing is
 * fetched. Without those tools it says what is missing and leaves dist/ as it was.
 */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { missingTools } from './build-tools.ts';
import { kindsHeader, sourcesDigest } from './sources.ts';

const here = dirname(fileURLToPath(import.meta.url));
const dist = `${here}/dist`;
const staging = `${here}/dist-${String(process.pid)}`;

const missing = missingTools();
if (missing.length > 0) {
  console.log(
    `chisel: live capture is not built: ${missing.join(', ')} missing. npm run setup installs them.`,
  );
} else if (isStale()) {
  try {
    mkdirSync(staging, { recursive: true });
    buildKernelSide();
    buildAddon();
    writeFileSync(`${staging}/sources`, sourcesDigest() ?? '');
    rmSync(dist, { recursive: true, force: true });
    renameSync(staging, dist);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** Whether the sources are others than those it was built from. */
function isStale(): boolean {
  const built = [`${dist}/probe.node`, `${dist}/probe.bpf.o`, `${dist}/sources`];
  return (
    !built.every((file) => existsSync(file)) ||
    readFileSync(`${dist}/sources`, 'utf8') !== sourcesDigest()
  );
}

function buildKernelSide(): void {
  writeFileSync(`${staging}/param-kinds.h`, kindsHeader());
  // Some versions of bpftool find what is shared only when it comes before what refers to it.
  const shared = `${here}/bpf/shared.bpf.c`;
  const others = globSync(`${here}/bpf/*.bpf.c`).filter((source) => source !== shared);
  const objects = [shared, ...others.sort()].map((source) => {
    const object = `${staging}/${basename(source, '.c')}.o`;
    run('clang', [
      '-g',
      '-O2',
      '-target',
      'bpf',
      '-mcpu=v3',
      '-Wall',
      '-Werror',
      '-D__TARGET_ARCH_x86',
      `-I${staging}`,
      `-I/usr/include/${machine()}`,
      '-c',
      source,
      '-o',
      object,
    ]);
    return object;
  });
  run('bpftool', ['gen', 'object', `${staging}/probe.bpf.o`, ...objects]);
  for (const object of objects) rmSync(object);
}

function buildAddon(): void {
  const require = createRequire(import.meta.url);
  const headers = ['node-addon-api/napi.h', 'node-api-headers/include/node_api.h'];
  run('g++', [
    '-std=c++17',
    '-O2',
    '-Wall',
    '-Wextra',
    '-Werror',
    '-fPIC',
    '-shared',
    '-fvisibility=hidden',
    '-DNAPI_VERSION=8',
    '-DNODE_ADDON_API_DISABLE_DEPRECATED',
    ...headers.map((header) => `-isystem${dirname(require.resolve(header))}`),
    ...globSync(`${here}/addon/*.cc`),
    '-o',
    `${staging}/probe.node`,
    '-lbpf',
    '-lpthread',
  ]);
}

function machine(): string {
  return `${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`;
}

function run(program: string, args: string[]): void {
  const { status } = spawnSync(program, args, { cwd: resolve(here), stdio: 'inherit' });
  if (status !== 0) throw new Error(`${program} failed with ${String(status)}`);
}
