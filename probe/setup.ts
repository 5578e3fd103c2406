/** Installs what the probe is built with, by apt-get, and builds it. */
import { spawnSync } from 'node:child_process';
import { buildPackages, missingTools } from './build-tools.ts';

if (missingTools().length > 0 && !install()) {
  console.error(`Install these packages, then run it again: ${buildPackages.join(' ')}`);
  process.exitCode = 1;
} else {
  await import('./build.ts');
}

function install(): boolean {
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo'];
  const [program = '', ...args] = [...asRoot, 'apt-get'];
  const apt = (...words: string[]): boolean =>
    spawnSync(program, [...args, ...words], {
      stdio: 'inherit',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  return (
    apt('-qq', 'update') && apt('-qq', 'install', '-y', '--no-install-recommends', ...buildPackages)
  );
}
