import type { EventBlock } from '@chisel/core/event/event-block.ts';
import type { EventTable } from '@chisel/core/event/event-table.ts';
import type { Demand, Source, SourceItem, StartTables } from '@chisel/core/event/source.ts';
import { createBlocks } from './blocks.ts';
import { dropBlock } from './drop-block.ts';
import { dropPrivileges } from './drop-privileges.ts';
import { Probe, type ProbeCounts } from './probe.ts';
import { scan } from './start-state/scan.ts';

export interface LiveOptions {
  readonly table: EventTable;
  /** Bytes of each buffer to capture. */
  readonly snaplen: number;
  readonly pageFaults: boolean;
  /** Whom to become once the probe is attached, instead of the user who called sudo. */
  readonly user: string | undefined;
}

/** What became of all that happened. */
export interface LiveCounts extends ProbeCounts {
  /** Was sent, and has not been read so far. */
  readonly unread: number;
}

/**
 * The events of the running kernel. Opening it attaches the probe, which at first only sends what
 * changes the state; then the machine is scanned, so that nothing falls between the scan and the first
 * event; then privileges are given up.
 */
export class LiveSource implements Source {
  readonly name = 'live';
  readonly live = true;
  readonly #probe: Probe;
  readonly #blocks = createBlocks();
  #tables: StartTables | undefined;
  #lost = 0;
  #lastCounts: LiveCounts | undefined;
  /** Events that were handed out. */
  #readCount = 0;
  #taken = -1;
  #wake: (() => void) | undefined;

  constructor(options: LiveOptions) {
    this.#probe = new Probe(options);
    this.#probe.start(this.#blocks, () => this.#wake?.());
    this.#tables = scan(this.#probe.bootNs, this.#probe.native.iterate('open_files'));
    dropPrivileges(options.user);
  }

  demand(demand: Demand): void {
    this.#probe.demand(demand);
  }

  async next(): Promise<SourceItem | undefined> {
    if (this.#tables) return this.#start(this.#tables);
    const drop = this.#takeLoss();
    if (drop) return drop;
    this.#release();
    for (;;) {
      const woken = new Promise<void>((resolve) => (this.#wake = resolve));
      const taken = this.#probe.native.take();
      if (taken === -2) return undefined;
      if (typeof taken === 'object') {
        this.#taken = taken.number;
        const block = this.#blocks[taken.number] as EventBlock;
        block.count = taken.count;
        this.#readCount += taken.count;
        return block;
      }
      await woken;
    }
  }

  progress(): undefined {
    return undefined;
  }

  /** Events that found no room, by cause, those that were sent, and those of them that nobody read. */
  get counts(): LiveCounts {
    return this.#lastCounts ?? this.#countNow();
  }

  #countNow(): LiveCounts {
    const counts = this.#probe.counts();
    return { ...counts, unread: counts.sent - this.#readCount };
  }

  close(): Promise<void> {
    if (this.#lastCounts === undefined) {
      this.#lastCounts = this.#countNow();
      this.#probe.close();
      this.#wake?.();
    }
    return Promise.resolve();
  }

  #start(tables: StartTables): SourceItem {
    this.#tables = undefined;
    return { kind: 'section', startsFile: true, tables };
  }

  /** An event that tells how many were lost since the last one that did. */
  #takeLoss(): EventBlock | undefined {
    const block = this.#blocks[this.#taken];
    const lost = block ? this.#probe.native.lost() : this.#lost;
    if (lost === this.#lost || block === undefined) return undefined;
    const drop = dropBlock(block, lost - this.#lost);
    this.#lost = lost;
    return drop;
  }

  #release(): void {
    if (this.#taken >= 0) this.#probe.native.release(this.#taken);
    this.#taken = -1;
  }
}
