import type { EventBlock } from '@chisel/core/event/event-block.ts';
import type { EventTable } from '@chisel/core/event/event-table.ts';
import type {
  Demand,
  RunningThread,
  Source,
  SourceItem,
  StartTables,
} from '@chisel/core/event/source.ts';
import { createBlocks } from './blocks.ts';
import { CpuUse } from './cpu-use.ts';
import { dropBlock } from './drop-block.ts';
import { dropPrivileges } from './drop-privileges.ts';
import { EndedThreads, seesAllThreads } from './ended-threads.ts';
import type { TakenBlock } from './native.ts';
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
  /** Was sent, and nobody has read it. */
  readonly unread: number;
}

const NS_PER_MS = 1_000_000n;

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
  /** How many losses events have told of. */
  #lost = 0;
  #lastCounts: LiveCounts | undefined;
  /** Events of blocks that have been read. */
  #readCount = 0;
  /** Of the block that is being read, which has as many events. */
  #taken = -1;
  #atHand = 0;
  #lastTsNs = BigInt(Date.now()) * NS_PER_MS;
  #stopped = false;
  #left = false;
  #cpuUse: CpuUse | undefined;
  #wake: (() => void) | undefined;
  readonly #ended: EndedThreads | undefined;

  constructor(options: LiveOptions) {
    this.#probe = new Probe(options);
    this.#probe.start(this.#blocks, () => this.#wake?.());
    this.#tables = scan(this.#probe.bootNs, this.#probe.native.iterate('open_files'));
    dropPrivileges(options.user);
    if (!seesAllThreads(this.#probe.ownTgid)) return;
    this.#ended = new EndedThreads({
      sent: () => this.#probe.counts().sent,
      read: () => this.#readCount,
    });
  }

  demand(demand: Demand): void {
    if (this.#stopped) return;
    this.#probe.demand(demand);
    if (demand.cpuUse) this.#cpuUse ??= new CpuUse(() => this.#wake?.());
  }

  /** Nothing happens any more: what has happened until now can still be read, then comes the end. */
  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#cpuUse?.close();
    this.#cpuUse = undefined;
    this.#probe.stop();
  }

  async next(): Promise<SourceItem | undefined> {
    if (this.#tables) return this.#start(this.#tables);
    this.#readCount += this.#atHand;
    this.#atHand = 0;
    if (this.#taken >= 0) {
      const drop = this.#takeLoss();
      if (drop) return drop;
      this.#release();
    }
    for (;;) {
      const cpuUse = this.#cpuUse?.take(this.#lastTsNs);
      if (cpuUse) return cpuUse;
      const woken = new Promise<void>((resolve) => (this.#wake = resolve));
      const taken = this.#left ? -2 : this.#probe.native.take();
      if (typeof taken === 'object') return this.#open(taken);
      if (taken === -2) return this.#left ? undefined : this.#takeLoss();
      await woken;
    }
  }

  leave(count: number): void {
    this.stop();
    this.#left = true;
    if (this.#atHand > 0) this.#readCount += count;
    this.#atHand = 0;
  }

  progress(): undefined {
    return undefined;
  }

  ended<T extends RunningThread>(threads: Iterable<T>): readonly T[] {
    return this.#ended?.among(threads) ?? [];
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
      this.#cpuUse?.close();
      this.#probe.close();
      this.#left = true;
      this.#wake?.();
    }
    return Promise.resolve();
  }

  #start(tables: StartTables): SourceItem {
    this.#tables = undefined;
    return { kind: 'section', startsFile: true, tables };
  }

  #open({ number, count }: TakenBlock): EventBlock {
    const block = this.#blocks[number] as EventBlock;
    block.count = count;
    this.#taken = number;
    this.#atHand = count;
    this.#lastTsNs = block.view.getBigUint64(block.offsets[count - 1] as number, true);
    return block;
  }

  /** An event that tells how many were lost since the last one that did. */
  #takeLoss(): EventBlock | undefined {
    const lost = this.#probe.native.lost();
    if (lost === this.#lost) return undefined;
    const drop = dropBlock(this.#lastTsNs, lost - this.#lost);
    this.#lost = lost;
    return drop;
  }

  #release(): void {
    this.#probe.native.release(this.#taken);
    this.#taken = -1;
  }
}
