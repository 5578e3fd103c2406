import { readFileSync } from 'node:fs';
import {
  createLayout,
  MARK_CAPACITY,
  MARK_WORDS,
  ROW_CAPACITY,
} from '@chisel/core/batch/batch-layout.ts';
import { FIRST_LOCAL, Tag } from '@chisel/core/batch/column-kind.ts';
import { loadIsolatedVm } from '@chisel/isolate/isolated-vm.ts';
import type ivm from 'isolated-vm';
import { GUEST, GUEST_FILE } from './guest-code.ts';
import type { ChiselSetup } from './guest/setup.ts';
import type { LuaSource } from './vm/lua-vm.ts';

/**
 * An isolate in which the guest has been loaded, as V8 writes it down: one that begins as its copy need not
 * compile the guest, nor what a usual script makes it do first.
 */

/** Reads the file of the snapshot; there when the command has been bundled. */
declare const CHISEL_LUA_SNAPSHOT: (() => Buffer | undefined) | undefined;

let read: { readonly snapshot: ivm.ExternalCopy<ArrayBuffer> | undefined } | undefined;

/** The snapshot that was made with the command, if it can be used. */
export function guestSnapshot(): ivm.ExternalCopy<ArrayBuffer> | undefined {
  if (read === undefined) {
    const file = typeof CHISEL_LUA_SNAPSHOT === 'function' ? CHISEL_LUA_SNAPSHOT() : undefined;
    read = { snapshot: file && readGuestSnapshot(file) };
  }
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
export function readGuestSnapshot(file: Buffer): ivm.ExternalCopy<ArrayBuffer> | undefined {
  const header = headerOf(file.length - HEADER_BYTES);
  if (file.toString('latin1', 0, HEADER_BYTES) !== header) return undefined;
  const { ExternalCopy } = loadIsolatedVm();
  const bytes = new Uint8Array(file.subarray(HEADER_BYTES)).buffer;
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
    name: 'warm-up',
    outputChars: 1 << 20,
    timeMs: 10_000,
    json: false,
    live: false,
    terminal: false,
    width: -1,
    height: -1,
    printsContainers: false,
    logs: false,
    vm: 'any',
  };
  const batch = {
    layout,
    rowCapacity: ROW_CAPACITY,
    markCapacity: MARK_CAPACITY,
    markWords: MARK_WORDS,
    firstLocal: FIRST_LOCAL,
    tags: Tag,
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
    guest.attach(${quoted(batch)}, false, new ArrayBuffer(${String(layout.sizeBytes)}));
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
