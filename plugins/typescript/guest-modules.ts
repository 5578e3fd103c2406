import { existsSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';

/** Source of the modules that every guest gets, as JavaScript. */
export interface GuestModules {
  readonly bootstrap: string;
  readonly confine: string;
  /** What the bootstrap and its parts import, by the specifiers that they use. */
  readonly parts: Readonly<Record<string, string>>;
  /** Files of the SDK by name; `host.ts` is not among them: the bootstrap takes its place. */
  readonly sdk: Readonly<Record<string, string>>;
}

/** The modules as JSON, put here when the command is bundled: stripping types takes long at first. */
declare const CHISEL_GUEST_MODULES: string | undefined;

const SDK_FILES = [
  'index.ts',
  'batch.ts',
  'datagrams.ts',
  'define-chisel.ts',
  'files.ts',
  'histogram.ts',
  'keyed-histograms.ts',
  'keyed-numbers.ts',
  'output.ts',
  'rate.ts',
  'sparkline.ts',
  'table.ts',
  'tables.ts',
  'top.ts',
  'units.ts',
] as const;

const PARTS = ['batch-face.ts', 'message-of.ts', 'read-args.ts'] as const;
const SHARED_PARTS = [
  'ask.ts',
  'batches.ts',
  'columns.ts',
  'output.ts',
  'place.ts',
  'texts.ts',
] as const;

const SHARED = '@chisel/isolate/guest/';

let loaded: GuestModules | undefined;

/** The modules of this release. */
export function guestModules(): GuestModules {
  loaded ??=
    typeof CHISEL_GUEST_MODULES === 'string'
      ? (JSON.parse(CHISEL_GUEST_MODULES) as GuestModules)
      : (readMade() ?? readGuestModules());
  return loaded;
}

/** In the published package they are made already, as their sources are not there. */
function readMade(): GuestModules | undefined {
  const file = new URL('guest-modules.json', import.meta.url);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as GuestModules) : undefined;
}

/** Makes them from their sources. */
export function readGuestModules(): GuestModules {
  const sdk = SDK_FILES.map((file) => [
    file,
    readModule(import.meta.resolve(`@chisel/sdk/${file}`)),
  ]);
  return {
    bootstrap: readModule(new URL('guest/bootstrap.ts', import.meta.url)),
    confine: readModule(new URL('guest/confine.ts', import.meta.url)),
    parts: Object.fromEntries([
      ...PARTS.map((file) => [`./${file}`, readModule(new URL(`guest/${file}`, import.meta.url))]),
      ...SHARED_PARTS.map((file) => [
        `${SHARED}${file}`,
        readModule(import.meta.resolve(`${SHARED}${file}`)),
      ]),
    ]) as Record<string, string>,
    sdk: Object.fromEntries(sdk) as Record<string, string>,
  };
}

function readModule(url: string | URL): string {
  return stripTypes(readFileSync(new URL(url), 'utf8'));
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
