import { readFolder } from '@chisel/registry/archive/read-folder.ts';
import { verifyManifest } from '@chisel/registry/verify/verify-manifest.ts';
import { createToolchain } from '../toolchain.ts';

/** Checks the chisel in a folder as an install would: manifest, filter, fields, types, code. Throws the first fault. */
export async function checkFolder(folder: string): Promise<void> {
  const files = readFolder(folder);
  const manifest = verifyManifest(files, folder);
  const { checkProgram, builders } = createToolchain();
  await checkProgram(manifest);
  const results = (await builders[manifest.runtime]?.([{ manifest, files }])) ?? [];
  for (const result of results) if (result instanceof Error) throw result;
}
