import { writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { packChisel } from '@chisel/registry';
import { checkFolder } from '../author/check-folder.ts';
import { chiselFolder } from '../author/chisel-folder.ts';
import { cannotWrite } from '../author/errors.ts';
import type { CommandLine } from '../command-line/parse-command-line.ts';
import { print } from '../print.ts';

/** `chisel pack NAME`: checks a chisel as an install would, and writes its archive to the current folder. */
export async function pack(line: CommandLine): Promise<number> {
  const folder = chiselFolder(line);
  const { manifest, tarball } = packChisel(folder);
  await checkFolder(folder);
  const file = `${manifest.name.replace(/^@/, '').replace('/', '-')}-${manifest.version}.tgz`;
  try {
    writeFileSync(file, tarball);
  } catch (error) {
    throw cannotWrite({ path: file, reason: (error as Error).message }, error);
  }
  const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
  print(`${file}  ${String(tarball.length)} bytes\n  ${integrity}\n`);
  return 0;
}
