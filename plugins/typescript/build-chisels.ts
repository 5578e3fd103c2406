import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildChisel, type ProgramManifest } from './build-chisel.ts';

/** A chisel's manifest and the files of its folder. */
export interface ChiselSource {
  readonly manifest: ProgramManifest;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Checks and builds some chisels; an error stands for one that does not fit. */
export async function buildChisels(
  sources: readonly ChiselSource[],
): Promise<(Map<string, string> | Error)[]> {
  const results: (Map<string, string> | Error)[] = [];
  for (const source of sources) {
    results.push(await buildOne(source).catch((error: unknown) => error as Error));
  }
  return results;
}

async function buildOne({ manifest, files }: ChiselSource): Promise<Map<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'chisel-build-'));
  try {
    for (const [path, bytes] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), bytes);
    }
    return await buildChisel(folder, manifest);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
