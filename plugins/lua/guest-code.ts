import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type * as esbuild from 'esbuild';

/** The global that the guest's functions are found in, until the host has taken them. */
export const GUEST = 'chiselGuest';
/** What stack traces call its code. */
export const GUEST_FILE = 'lua:///guest';

/** Reads the guest as one script; there when the command has been bundled. */
declare const CHISEL_LUA_GUEST: (() => string) | undefined;

let code: string | undefined;

/** JavaScript of the guest: VM and chisel API. */
export function guestCode(): string {
  code ??= typeof CHISEL_LUA_GUEST === 'function' ? CHISEL_LUA_GUEST() : bundleGuest().code;
  return code;
}

/** Makes it from its sources; says which files they are. */
export function bundleGuest(): { code: string; inputs: string[] } {
  // Loaded on use: where the command has been bundled it need not be there.
  const { buildSync } = createRequire(import.meta.url)('esbuild') as typeof esbuild;
  const { outputFiles, metafile } = buildSync({
    entryPoints: [fileURLToPath(new URL('guest/main.ts', import.meta.url))],
    bundle: true,
    write: false,
    metafile: true,
    format: 'cjs',
    banner: { js: `globalThis.${GUEST}=(()=>{const module={exports:{}};` },
    footer: { js: 'return {...module.exports}})();' },
    platform: 'neutral',
    mainFields: ['main', 'module'],
    target: 'node24',
    minifySyntax: true,
    minifyWhitespace: true,
    // Only Fengari under Node would ask for it; in an isolate it does not.
    external: ['os'],
    define: { 'process.env.FENGARICONF': 'undefined' },
    logLevel: 'error',
    absWorkingDir: fileURLToPath(new URL('.', import.meta.url)),
  });
  return { code: outputFiles[0]?.text ?? '', inputs: Object.keys(metafile.inputs) };
}
