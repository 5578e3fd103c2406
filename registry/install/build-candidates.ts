import { ChiselError } from '@chisel/core/errors/chisel-error.ts';
import type { FileMap } from '../archive/pack-files.ts';
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

/** A chisel as its archive has it. */
export interface Source {
  readonly manifest: Manifest;
  readonly files: FileMap;
}

/** JavaScript by path, the entry at the path of the source that it is made from, ending in .js. */
export type BuiltFiles = ReadonlyMap<string, string>;

/**
 * Checks the programs of some chisels and builds them; what it makes of one, if anything, runs in its
 * place. An error stands for a program that was refused.
 */
export type BuildChisels = (sources: readonly Source[]) => Promise<readonly (BuiltFiles | Error)[]>;

/** What the composition root lends to the registry. */
export interface Toolchain {
  readonly checkProgram: CheckProgram;
  /** One builder for each runtime there is. */
  readonly builders: Readonly<Partial<Record<Manifest['runtime'], BuildChisels>>>;
}

export interface Built {
  readonly fields: readonly SeenField[];
  /** By path in the chisel's folder. */
  readonly files: BuiltFiles;
}

/** Runs the checks that need more than the bytes: fields, filters, types; all chisels of a runtime at once. */
export async function buildCandidates(
  sources: readonly Source[],
  toolchain: Toolchain,
): Promise<Map<Source, Built>> {
  const built = new Map<Source, Built>();
  for (const [runtime, group] of Map.groupBy(sources, ({ manifest }) => manifest.runtime)) {
    const fields = await Promise.all(group.map((source) => checkFields(source, toolchain)));
    const build = toolchain.builders[runtime];
    const subject = group.map(subjectOf).join(', ');
    if (build === undefined) throw noRuntime({ subject, runtime });
    const results = await build(group).catch((error: unknown) => group.map(() => error));
    group.forEach((source, i) => {
      const files = filesOf(source, results[i]);
      built.set(source, { fields: fields[i] ?? [], files });
    });
  }
  return built;
}

const subjectOf = ({ manifest }: Source): string => `${manifest.name}@${manifest.version}`;

async function checkFields(source: Source, { checkProgram }: Toolchain) {
  try {
    return (await checkProgram(source.manifest)).fields;
  } catch (error) {
    throw programRefused({ subject: subjectOf(source), ...whyRefused(error) }, error);
  }
}

function filesOf(source: Source, result: unknown): BuiltFiles {
  if (result instanceof Map) {
    const built = result as BuiltFiles;
    return new Map([...built].map(([path, text]) => [builtFolder + path, text]));
  }
  throw programRefused({ subject: subjectOf(source), ...whyRefused(result) }, result);
}

/** A program may be made to break the compiler, so whatever a builder throws speaks of the program. */
function whyRefused(error: unknown): { reason: string; remedy?: string | undefined } {
  if (error instanceof ChiselError) return { reason: error.message, remedy: error.remedy };
  const reason = error instanceof Error ? error.message : String(error);
  return { reason: `its program cannot be compiled: ${reason}` };
}
