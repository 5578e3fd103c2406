import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { missingTools } from './build-tools.ts';
import { probeNotBuilt, probeNotPermitted, probeRefused, probeStale } from './errors.ts';
import { sourcesDigest } from './sources.ts';

/** What the addon offers. It decides nothing; a failed call throws an Error with `errno` and `log`. */
export interface NativeProbe {
  attach(program: string): void;
  detach(program: string): void;
  setTail(array: string, index: number, program: string): void;
  iterate(program: string): Buffer;
  config(): ArrayBuffer;
  /** What the kernel side found out of each thread, by its number; not to be touched after `close`. */
  standings(): ArrayBuffer;
  /** For each CPU: events sent, then lost, by cause. */
  counters(): number[][];
  /** The sum of what was lost. */
  lost(): number;
  start(bytes: Uint8Array[], offsets: Uint32Array[], wake: () => void): void;
  /** A block, -1 when there is none yet, -2 when none will come. */
  take(): number | TakenBlock;
  release(block: number): void;
  /** What has been written is taken, once the programs have ended that run now; then `take` gives -2. */
  finish(): void;
  close(): void;
}

export interface TakenBlock {
  readonly number: number;
  readonly count: number;
  readonly sizeBytes: number;
}

interface Addon {
  readonly Probe: new (
    objectFile: string,
    ringBytes: number,
    neverSuspends: boolean,
  ) => NativeProbe;
  dropCapabilities(): boolean;
}

const dist = fileURLToPath(new URL('./dist/', import.meta.url));
export const addonFile = `${dist}probe.node`;
export const objectFile = `${dist}probe.bpf.o`;

/** Bytes of the ring of each CPU, when there is memory for it. */
export const RING_BYTES = 8 << 20;
const LEAST_RING_BYTES = 1 << 20;

export interface LoadedProbe {
  readonly native: NativeProbe;
  /** Of each CPU. */
  readonly ringBytes: number;
}

/** Loads the kernel side with a ring for each CPU, smaller ones where memory is short. */
export function loadProbe(): LoadedProbe {
  if (!isBuilt()) throw probeNotBuilt({ missing: missingTools() });
  if (isStale()) throw probeStale({ missing: missingTools() });
  const { Probe: NativeProbe } = loadAddon();
  try {
    return withLargestRing((ringBytes) => new NativeProbe(objectFile, ringBytes, neverSuspends()));
  } catch (error) {
    throw describe(error as NativeFailure);
  }
}

/** Tries rings of half the size as long as there is no memory for them. */
export function withLargestRing(load: (ringBytes: number) => NativeProbe): LoadedProbe {
  for (let ringBytes = RING_BYTES; ; ringBytes /= 2) {
    try {
      return { native: load(ringBytes), ringBytes };
    } catch (error) {
      const isShort = (error as NativeFailure).errno === constants.errno.ENOMEM;
      if (!isShort || ringBytes <= LEAST_RING_BYTES) throw error;
    }
  }
}

/** Whether the kernel knows no way to suspend the machine. */
function neverSuspends(): boolean {
  const file = '/sys/power/state';
  return existsSync(file) && readFileSync(file, 'utf8').trim() === '';
}

/** The addon; it has to be built. */
export function loadAddon(): Addon {
  return createRequire(import.meta.url)(addonFile) as Addon;
}

export function isBuilt(): boolean {
  return existsSync(addonFile) && existsSync(objectFile);
}

/** Whether it was built from other sources than those beside it. */
function isStale(): boolean {
  const digest = sourcesDigest();
  const file = `${dist}sources`;
  return digest !== undefined && (!existsSync(file) || readFileSync(file, 'utf8') !== digest);
}

interface NativeFailure extends Error {
  readonly errno?: number;
  readonly log?: string;
}

function describe(failure: NativeFailure): Error {
  const { errno, message, log = '' } = failure;
  // EACCES is the verifier's: the kernel would let this user, but not this program.
  if (errno === constants.errno.EPERM) {
    return probeNotPermitted({ reason: message }, failure);
  }
  const lines = log.trim().split('\n');
  return probeRefused({ reason: message, log: lines.at(-1) ?? '' }, failure);
}
