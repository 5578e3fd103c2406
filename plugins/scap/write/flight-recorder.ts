import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { EventTable } from '@chisel/core/event/event-table.ts';
import type { CaptureTarget } from './capture-target.ts';
import { captureUnwritable } from './errors.ts';
import { formatTime } from './file-names.ts';
import { FlightMemory } from './flight-memory.ts';
import { openOutput } from './open-output.ts';
import type { CaptureOutput } from './output-file.ts';

export interface FlightOptions {
  /** The folder for the files; made when it is not there. */
  readonly folder: string;
  readonly inputs: readonly string[];
  readonly compress: boolean;
  /** Given, the tables are left with the processes that events are about. */
  readonly pruneBy?: EventTable | undefined;
  /** How much is kept before and written after an event that matches. */
  readonly windowNs: number;
  /** What is kept in memory at most. */
  readonly maxBytes: number;
  /** Told of each file that begins. */
  readonly onFile: (file: string) => void;
}

const NS_PER_MS = 1e6;
const TWO_32 = 4294967296;

/** Keeps the last events in memory and writes them, and those that follow, when it is told to. */
export class FlightRecorder implements CaptureTarget {
  readonly cycles = true;
  readonly #options: FlightOptions;
  readonly #memory: FlightMemory;
  #output: CaptureOutput | undefined;
  #endNs = 0;
  #fileCount = 0;

  constructor(options: FlightOptions) {
    this.#options = options;
    this.#memory = new FlightMemory(options.windowNs, options.maxBytes);
    makeFolder(options.folder);
  }

  /** Whether there was more to keep than fits. */
  get isShort(): boolean {
    return this.#memory.isShort;
  }

  isDue(tsLow: number, tsHigh: number): boolean {
    return this.#memory.isDue(tsHigh * TWO_32 + tsLow);
  }

  begin(head: Uint8Array, isPart: boolean): void {
    this.#memory.begin(head, !isPart);
    if (!isPart) this.#output?.write(head);
  }

  write(
    bytes: Uint8Array,
    from: number,
    to: number,
    _counts: boolean,
    tsLow: number,
    tsHigh: number,
  ): void {
    const event = bytes.subarray(from, to);
    const tsNs = tsHigh * TWO_32 + tsLow;
    if (this.#output !== undefined && tsNs >= this.#endNs) this.#finish();
    this.#output?.write(event);
    this.#memory.add(event, tsNs);
  }

  /** An event matches that is about to be written. While a file is being written it goes there. */
  trigger(tsLow: number, tsHigh: number): void {
    const tsNs = tsHigh * TWO_32 + tsLow;
    if (this.#output !== undefined && tsNs < this.#endNs) return;
    this.#finish();
    const { folder, windowNs, onFile } = this.#options;
    const file = join(folder, this.#nameAt(tsNs));
    const output = openOutput({ ...this.#options, file, onClosed: () => undefined });
    this.#output = output;
    this.#endNs = tsNs + windowNs;
    onFile(file);
    this.#memory.writeWindow(tsNs, (piece) => output.write(piece));
    output.flush();
  }

  flush(): void {
    this.#output?.flush();
  }

  /** Its files are never behind. */
  drained(): undefined {
    return undefined;
  }

  close(): undefined {
    this.#finish();
  }

  #finish(): void {
    const output = this.#output;
    this.#output = undefined;
    void output?.close();
  }

  /** In local time; numbered, because several may fall into one second. */
  #nameAt(tsNs: number): string {
    this.#fileCount++;
    const extension = this.#options.compress ? 'scap.gz' : 'scap';
    const time = formatTime('%Y%m%d-%H%M%S', new Date(tsNs / NS_PER_MS));
    return `${time}-${String(this.#fileCount)}.${extension}`;
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw captureUnwritable({ file: folder, reason }, error);
  }
}
