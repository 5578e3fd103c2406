import { ChiselError } from '@chisel/core/errors/chisel-error.ts';
import { builtFolder } from '../installed/program-of.ts';
import { noRuntime, programRefused } from '../errors.ts';
import type { Manifest } from '../manifest/manifest.ts';

/** A field that an installed chisel will see. */
export interface SeenField {
  readonly name: string;
  readonly type: string;
  readonly description: string;
  /** Whether it shows the content of I/O or arguments, which may hold secrets. */
  readonly payload: boolean;
}

/** Compiles filter and fields against the field table; throws when they do not fit. */
export type CheckProgram = (
  manifest: Manifest,
) => Promise<{ fields: readonly SeenField[] }> | { fields: readonly SeenField[] };

/** Checks the program in a folder and builds it; what it makes, if anything, runs in its place. */
export type BuildChisel = (
  folder: string,
  manifest: Manifest,
  fields: readonly SeenField[],
) => Promise<BuiltFiles | undefined> | BuiltFiles | undefined;

/** JavaScript by path, the entry at the path of the source that it is made from, ending in .js. */
export type BuiltFiles = ReadonlyMap<string, string>;

/** What the composition root lends to the registry. */
export interface Toolchain {
  readonly checkProgram: CheckProgram;
  /** One builder for each runtime there is. */
  readonly builders: Readonly<Partial<Record<Manifest['runtime'], BuildChisel>>>;
}

export interface Built {
  readonly fields: readonly SeenField[];
  /** By path in the chisel's folder. */
  readonly files: BuiltFiles;
}

/** Runs the checks that need more than the bytes: fields, filter, types. */
export async function buildCandidate(
  folder: string,
  manifest: Manifest,
  toolchain: Toolchain,
): Promise<Built> {
  const subject = `${manifest.name}@${manifest.version}`;
  const build = toolchain.builders[manifest.runtime];
  if (build === undefined) throw noRuntime({ subject, runtime: manifest.runtime });
  try {
    const { fields } = await toolchain.checkProgram(manifest);
    const built = (await build(folder, manifest, fields)) ?? new Map<string, string>();
    return { fields, files: new Map([...built].map(([path, text]) => [builtFolder + path, text])) };
  } catch (error) {
    throw programRefused({ subject, ...whyRefused(error) }, error);
  }
}

/** A program may be made to break the compiler, so whatever a builder throws speaks of the program. */
function whyRefused(error: unknown): { reason: string; remedy?: string | undefined } {
  if (error instanceof ChiselError) return { reason: error.message, remedy: error.remedy };
  const reason = error instanceof Error ? error.message : String(error);
  return { reason: `its program cannot be compiled: ${reason}` };
}
