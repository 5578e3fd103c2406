import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { batchFacts, createLayout } from '@chisel/core/batch/batch-layout.ts';
import { loadIsolatedVm } from '@chisel/isolate/isolated-vm.ts';
import type ivm from 'isolated-vm';
import { bareSetup } from './bare-setup.ts';
import { GUEST, GUEST_FILE } from './guest-code.ts';
import type { ChiselSetup } from './guest/setup.ts';
import type { LuaSource } from './vm/lua-vm.ts';

/**
 * An isolate in which the guest has been loaded, as V8 writes it down: one that begins as its copy need not
 * compile the guest, nor what a usual script makes it do first.
 */

/** Where the snapshot is; there when the command has been bundled. */
declare const CHISEL_LUA_SNAPSHOT: (() => string) | undefined;

type Snapshot = ivm.ExternalCopy<ArrayBuffer>;

let read: { readonly snapshot: Snapshot | undefined } | undefined;

/** The snapshot that was made with the command, if it can be used. */
export function guestSnapshot(): Snapshot | undefined {
  if (typeof CHISEL_LUA_SNAPSHOT !== 'function') return undefined;
  read ??= { snapshot: readGuestSnapshot(CHISEL_LUA_SNAPSHOT()) };
  return read.snapshot;
}

/** What goes before it in its file: the engine that made it, filled up with blanks. */
const HEADER_BYTES = 128;

/** Makes the file of a snapshot, in which some modules have been compiled. */
export function createGuestSnapshot(code: string, modules: readonly LuaSource[]): Buffer {
  const { Isolate } = loadIsolatedVm();
  const keeping = `${GUEST}.keepModules(${quoted(modules)})`;
  const scripts = [{ code, filename: GUEST_FILE }, { code: keeping }];
  const snapshot = Isolate.createSnapshot(scripts, warmUp());
  const bytes = Buffer.from(snapshot.copy());
  return Buffer.concat([Buffer.from(headerOf(bytes.length)), bytes]);
}

/** The snapshot in a file; undefined when another engine has made it, or it is not whole: V8 would abort. */
export function readGuestSnapshot(path: string): Snapshot | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    return readSnapshot(file, fstatSync(file).size - HEADER_BYTES);
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function readSnapshot(file: number, size: number): Snapshot | undefined {
  const header = Buffer.alloc(HEADER_BYTES);
  readSync(file, header);
  if (header.toString('latin1') !== headerOf(size)) return undefined;
  const bytes = new ArrayBuffer(size);
  if (readSync(file, new Uint8Array(bytes)) !== size) return undefined;
  const { ExternalCopy } = loadIsolatedVm();
  return new ExternalCopy(bytes, { transferList: [bytes] });
}

function headerOf(bytes: number): string {
  const { versions, platform, arch } = process;
  return `${versions.v8} ${versions.modules} ${platform} ${arch} ${String(bytes)}\n`.padEnd(
    HEADER_BYTES,
  );
}

const layout = createLayout({
  columns: [
    { name: 'fd.name', kind: 'text' },
    { name: 'evt.rawarg.res', kind: 'exact' },
  ],
});

/** Runs a script from its first line to its last event, in a context that is thrown away. */
function warmUp(): string {
  const setup: ChiselSetup = {
    ...bareSetup,
    name: 'warm-up',
    outputChars: 1 << 20,
    timeMs: 10_000,
  };
  const facts = { sourceName: '', exact: false, zoneS: 0 };
  return `
    const module = ${JSON.stringify(sourceOf('module.lua'))};
    const guest = ${GUEST};
    guest.connect((question, detail) =>
      JSON.stringify({ value: question === 'module' ? module : JSON.parse(detail) }));
    const steps = [
      guest.load(${quoted(setup)}, ${quoted(sourceOf('script.lua'))}),
      guest.setArguments('fd.name'),
      guest.init(''),
      guest.captureStart(${quoted(facts)}),
    ];
    guest.attach(${quoted(batchFacts(layout))}, false, new ArrayBuffer(${String(layout.sizeBytes)}));
    steps.push(guest.feed(0, 2, 0, false, 0, 0, ''), guest.end(3, 0, 0, 0, 0));
    for (const { fault } of steps) if (fault) throw new Error(fault.message);
  `;
}

function sourceOf(file: string): LuaSource {
  const text = readFileSync(new URL(`warm-up/${file}`, import.meta.url), 'latin1');
  return { text, chunkName: `@${file}` };
}

/** JSON as a text of JavaScript. */
function quoted(value: unknown): string {
  return JSON.stringify(JSON.stringify(value));
}
