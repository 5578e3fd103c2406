import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Source of the modules that every guest gets, as JavaScript. */
export interface GuestModules {
  readonly bootstrap: string;
  /** Files of the SDK by name; `host.ts` is not among them: the bootstrap takes its place. */
  readonly sdk: ReadonlyMap<string, string>;
}

const SDK_FILES = [
  'index.ts',
  'define-chisel.ts',
  'output.ts',
  'table.ts',
  'top.ts',
  'units.ts',
] as const;

let loaded: GuestModules | undefined;

/** Reads them once. */
export function guestModules(): GuestModules {
  loaded ??= {
    bootstrap: readModule(fileURLToPath(import.meta.resolve('./guest/bootstrap.ts'))),
    sdk: new Map(SDK_FILES.map((file) => [file, readModule(sdkPath(file))])),
  };
  return loaded;
}

function sdkPath(file: string): string {
  return fileURLToPath(import.meta.resolve(`@chisel/sdk/${file}`));
}

function readModule(path: string): string {
  return stripTypes(readFileSync(path, 'utf8'));
}

/**
 * Removes type annotations; every line and column stays where it was. Node calls the function
 * experimental, which is no news for the user of a chisel.
 */
export function stripTypes(source: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    return stripTypeScriptTypes(source, { mode: 'strip' });
  } finally {
    process.emitWarning = emitWarning;
  }
}
