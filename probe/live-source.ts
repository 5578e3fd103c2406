import type { EventBlock } from '@chisel/core/event/event-block.ts';
import type { EventTable } from '@chisel/core/event/event-table.ts';
import type { Demand, Source, SourceItem } from '@chisel/core/event/source.ts';
import { createBlocks } from './blocks.ts';
import { Probe } from './probe.ts';
import { scan } from './start-state/scan.ts';

export interface LiveOptions {
  readonly table: EventTable;
  /** Bytes of each buffer to capture. */
  readonly snaplen: number;
  readonly pageFaults: boolean;
}

/**
 * The events of the running kernel. Opening it attaches the probe, which at first only sends what
 * changes the state: everything since then is known when the scan of the machine ends.
 */
export class LiveSource implements Source {
  readonly name = 'live';
  readonly live = true;
  readonly #probe: Probe;
  readonly #blocks = createBlocks();
  #demand: Demand | undefined;
  #taken = -1;
  #wake: (() => void) | undefined;
  #started = false;

  constructor(options: LiveOptions) {
    this.#probe = new Probe(options);
    this.#probe.start(this.#blocks, () => this.#wake?.());
  }

  demand(demand: Demand): void {
    this.#demand = demand;
    if (this.#started) this.#probe.demand(demand);
  }

  async next(): Promise<SourceItem | undefined> {
    if (!this.#started) return this.#start();
    this.#release();
    for (;;) {
      const woken = new Promise<void>((resolve) => (this.#wake = resolve));
      const taken = this.#probe.native.take();
      if (taken === -2) return undefined;
      if (typeof taken === 'object') {
        this.#taken = taken.number;
        const block = this.#blocks[taken.number] as EventBlock;
        block.count = taken.count;
        return block;
      }
      await woken;
    }
  }

  progress(): undefined {
    return undefined;
  }

  /** Events that found no room, by cause, and those that were sent. */
  get counts() {
    return this.#probe.counts();
  }

  close(): Promise<void> {
    this.#probe.close();
    this.#wake?.();
    return Promise.resolve();
  }

  #start(): SourceItem {
    this.#started = true;
    const tables = scan(this.#probe.bootNs, this.#probe.native.iterate('open_files'));
    if (this.#demand) this.#probe.demand(this.#demand);
    return { kind: 'section', startsFile: true, tables };
  }

  #release(): void {
    if (this.#taken >= 0) this.#probe.native.release(this.#taken);
    this.#taken = -1;
  }
}
