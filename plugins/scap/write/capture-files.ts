import { accessSync, constants, unlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import type { EventTable } from '@chisel/core/event/event-table.ts';
import type { CaptureTarget } from './capture-target.ts';
import { captureUnwritable } from './errors.ts';
import { FileCycle, type CycleLimits } from './file-cycle.ts';
import { fileName, namedByTime, type NameOptions } from './file-names.ts';
import { openOutput } from './open-output.ts';
import { messageOf, type CaptureOutput } from './output-file.ts';

export interface FilesOptions {
  readonly file: string;
  readonly inputs: readonly string[];
  readonly onClosed: () => void;
  readonly compress: boolean;
  /** Given, the tables are left with the processes that events are about. */
  readonly pruneBy?: EventTable | undefined;
  readonly limits: CycleLimits;
  readonly maxFiles: number | undefined;
}

const NS_PER_MS = 1e6;
const TWO_32 = 4294967296;

/** Writes one file, or one after the other as the limits say. */
export class CaptureFiles implements CaptureTarget {
  readonly #options: FilesOptions;
  readonly #cycle: FileCycle;
  readonly cycles: boolean;
  readonly #names: NameOptions;
  #output: CaptureOutput | undefined;
  /** The head of a file that is opened with its first event. */
  #head: Uint8Array | undefined;
  #index = -1;
  readonly #written: string[] = [];

  constructor(options: FilesOptions) {
    const { file, maxFiles, limits } = options;
    this.#options = options;
    this.#cycle = new FileCycle(limits);
    this.cycles = Object.keys(limits).length > 0;
    if (this.cycles) checkFolder(file);
    this.#names = {
      file,
      maxFiles,
      bySize: limits.maxBytes !== undefined,
      byTime: limits.maxSeconds !== undefined,
      byEvents: limits.maxEvents !== undefined,
    };
  }

  isDue(tsLow: number, tsHigh: number): boolean {
    if (!this.cycles) return false;
    return this.#cycle.isDue(
      tsLow,
      tsHigh,
      this.#options.compress ? this.#output?.sizeBytes : undefined,
    );
  }

  begin(head: Uint8Array, inNewFile: boolean): void {
    const isNew = inNewFile || this.#output === undefined;
    this.#cycle.begin(head.length, isNew);
    if (!isNew) {
      this.#output?.write(head);
      return;
    }
    this.#head = head;
    // A name made of the time waits for the first event.
    if (this.#index < 0 && !namedByTime(this.#names)) this.#openNext(new Date());
  }

  write(
    bytes: Uint8Array,
    from: number,
    to: number,
    counts: boolean,
    tsLow: number,
    tsHigh: number,
  ): void {
    if (this.#head) this.#openNext(new Date((tsHigh * TWO_32 + tsLow) / NS_PER_MS));
    this.#output?.write(bytes, from, to);
    if (this.cycles) this.#cycle.add(to - from, counts, tsLow, tsHigh);
  }

  flush(): void {
    this.#output?.flush();
  }

  drained(): Promise<void> | undefined {
    return this.#output?.drained();
  }

  close(): Promise<void> | undefined {
    if (this.#head) this.#openNext(new Date());
    const output = this.#output;
    this.#output = undefined;
    return output?.close();
  }

  #openNext(time: Date): void {
    const head = this.#head;
    this.#head = undefined;
    void this.#output?.close();
    this.#output = undefined;
    this.#index++;
    const file = fileName(this.#names, this.#index, time);
    if (namedByTime(this.#names)) this.#forgetOldest(file);
    this.#output = openOutput({ ...this.#options, file });
    if (head) this.#output.write(head);
    this.#output.flush();
  }

  /** Files with numbers are written over; those with times are removed. */
  #forgetOldest(file: string): void {
    const { maxFiles = Infinity } = this.#options;
    if (!this.#written.includes(file)) this.#written.push(file);
    const oldest = this.#written.length > maxFiles ? this.#written.shift() : undefined;
    if (oldest !== undefined) unlinkSync(oldest);
  }
}

/** The files that follow are created much later: then it would be too late to find that they cannot be. */
function checkFolder(file: string): void {
  const folder = dirname(file);
  if (folder.includes('%')) return;
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw captureUnwritable({ file, reason: messageOf(error) }, error);
  }
}
