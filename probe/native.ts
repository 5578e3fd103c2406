import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** What the addon offers. It decides nothing; a failed call throws an Error with `errno` and `log`. */
export interface NativeProbe {
  attach(program: string): void;
  detach(program: string): void;
  setTail(array: string, index: number, program: string): void;
  iterate(program: string): Buffer;
  config(): ArrayBuffer;
  /** For each CPU: events sent, then lost, by cause. */
  counters(): number[][];
  start(bytes: Uint8Array[], offsets: Uint32Array[], wake: () => void): void;
  /** A block, -1 when there is none yet, -2 when none will come. */
  take(): number | TakenBlock;
  release(block: number): void;
  finish(): void;
  close(): void;
}

export interface TakenBlock {
  readonly number: number;
  readonly count: number;
  readonly sizeBytes: number;
}

interface Addon {
  readonly Probe: new (objectFile: string, ringBytes: number) => NativeProbe;
}

const dist = fileURLToPath(new URL('./dist/', import.meta.url));
export const addonFile = `${dist}probe.node`;
export const objectFile = `${dist}probe.bpf.o`;

/** Loads the kernel side with one ring of this size for each CPU. */
export function loadProbe(ringBytes: number): NativeProbe {
  const { Probe } = createRequire(import.meta.url)(addonFile) as Addon;
  return new Probe(objectFile, ringBytes);
}
