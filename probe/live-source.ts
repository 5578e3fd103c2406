import type { EventBlock } from '@chisel/core/event/event-block.ts';
import type { EventTable } from '@chisel/core/event/event-table.ts';
import type { Source, SourceItem } from '@chisel/core/event/source.ts';
import { createCallRules } from './calls/event-rules.ts';
import { flagConversions } from './calls/flag-conversions.ts';
import { exitFillers, fillers } from './calls/param-kinds.ts';
import { scan } from './start-state/scan.ts';
import { loadProbe, type NativeProbe } from './native.ts';
import { SharedConfig } from './shared-config.ts';

export interface LiveOptions {
  readonly table: EventTable;
  /** Bytes of each buffer to capture. */
  readonly snaplen: number;
}

const RING_BYTES = 8 << 20;
const BLOCK_COUNT = 32;
const BLOCK_BYTES = 1 << 20;
const BLOCK_EVENTS = 16384;

/** The events of the running kernel. */
export class LiveSource implements Source {
  readonly name = 'live';
  readonly live = true;
  readonly #native: NativeProbe;
  readonly #blocks: EventBlock[];
  readonly #bootNs: bigint;
  #taken = -1;
  #wake: (() => void) | undefined;
  #started = false;
  #closed = false;

  constructor({ table, snaplen }: LiveOptions) {
    this.#native = loadProbe(RING_BYTES);
    const config = new SharedConfig(this.#native.config());
    this.#bootNs = config.bootNs;
    config.setStart({
      ownTgid: this.#native.iterate('own_process').readUInt32LE(),
      snaplen,
      classic: table.edition === 'classic',
    });
    flagConversions.forEach((conversion, number) => config.setFlags(number, conversion));
    fillers.forEach(({ name }, number) => {
      if (number === 0) return;
      this.#native.setTail('enter_fillers', number, `${name}_enter`);
      this.#native.setTail('exit_fillers', number, `${name}_exit`);
    });
    exitFillers.forEach(({ name }, index) => {
      this.#native.setTail('exit_fillers', fillers.length + index, `${name}_exit`);
    });
    for (const rule of createCallRules(table, false)) {
      config.setCall(rule);
      config.setDemand(rule.number, 2, 2);
    }
    this.#blocks = Array.from({ length: BLOCK_COUNT }, createBlock);
    this.#native.start(
      this.#blocks.map(({ bytes }) => bytes),
      this.#blocks.map(({ offsets }) => offsets),
      () => this.#wake?.(),
    );
    this.#native.attach('call_enter');
    this.#native.attach('call_exit');
    for (const program of ['thread_exit', 'signal_delivered', 'thread_switch'])
      this.#native.attach(program);
    for (let i = 0; i < 3; i++) config.setHappening(i, 2);
  }

  async next(): Promise<SourceItem | undefined> {
    if (!this.#started) {
      this.#started = true;
      return {
        kind: 'section',
        startsFile: true,
        tables: scan(this.#bootNs, this.#native.iterate('open_files')),
      };
    }
    if (this.#taken >= 0) this.#native.release(this.#taken);
    this.#taken = -1;
    for (;;) {
      if (this.#closed) return undefined;
      const woken = new Promise<void>((resolve) => (this.#wake = resolve));
      const taken = this.#native.take();
      if (typeof taken === 'object') {
        this.#taken = taken.number;
        const block = this.#blocks[taken.number] as EventBlock;
        block.count = taken.count;
        return block;
      }
      if (taken === -2) return undefined;
      await woken;
    }
  }

  progress(): undefined {
    return undefined;
  }

  close(): Promise<void> {
    this.#closed = true;
    this.#native.close();
    return Promise.resolve();
  }
}

function createBlock(): EventBlock {
  const bytes = new Uint8Array(BLOCK_BYTES);
  return {
    kind: 'events',
    bytes,
    view: new DataView(bytes.buffer),
    count: 0,
    offsets: new Uint32Array(BLOCK_EVENTS),
    layouts: new Uint8Array(BLOCK_EVENTS),
  };
}
