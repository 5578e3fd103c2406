import type { EventBlock } from '@chisel/core/event/event-block.ts';
import { EventFlag, type EventTable } from '@chisel/core/event/event-table.ts';
import { Wanted, type Demand } from '@chisel/core/event/source.ts';
import { createCallRules, type CallRule } from './calls/event-rules.ts';
import { flagConversions } from './calls/flag-conversions.ts';
import { ia32Calls } from './calls/ia32-calls.ts';
import { exitFillers, fillers } from './calls/param-kinds.ts';
import { MAX_NUMBERS, STANDING_RENAMED } from './layout.ts';
import type { LiveOptions } from './live-source.ts';
import { loadProbe, RING_BYTES, type NativeProbe } from './native.ts';
import { SharedConfig } from './shared-config.ts';

/** What the kernel side sent and what it had no room for. */
export interface ProbeCounts {
  sent: number;
  /** The ring was full: user space did not keep up. */
  full: number;
  /** It happened while another event was being written on the same CPU. */
  nested: number;
  /** It had more bytes than an event may have. */
  tooLarge: number;
  /** There was no memory for rings of the usual size. */
  readonly hasSmallRings: boolean;
}

/** Events that are no system calls, in the order of enum happening: their type and their programs. */
const happenings: readonly { readonly type: number; readonly programs: readonly string[] }[] = [
  { type: 186, programs: ['thread_exit'] },
  { type: 152, programs: ['thread_switch'] },
  { type: 232, programs: ['signal_delivered'] },
  { type: 290, programs: ['fault_user', 'fault_kernel'] },
];
const PAGE_FAULT = 290;
/** An execveat that succeeds ends as an execve. */
const EXECVE_EXIT = 293;
const EXECVEAT_EXIT = 331;

/** The kernel side, loaded, configured and attached. */
export class Probe {
  readonly native: NativeProbe;
  readonly bootNs: bigint;
  /** The number of this process, in the first pid namespace. */
  readonly ownTgid: number;
  readonly #config: SharedConfig;
  readonly #calls: readonly CallRule[];
  /** Of the ring of each CPU. */
  readonly #ringBytes: number;
  readonly #pageFaults: boolean;
  readonly #snaplen: number;
  /** By thread, what it is to the lists of the demand. */
  readonly #standings: Uint8Array;

  constructor({ table, snaplen, pageFaults }: LiveOptions) {
    const { native, ringBytes } = loadProbe();
    this.native = native;
    this.#ringBytes = ringBytes;
    this.#config = new SharedConfig(this.native.config());
    this.#standings = new Uint8Array(this.native.standings());
    this.#snaplen = snaplen;
    const wide = createCallRules(table);
    const narrow = ia32Calls(table, wide, MAX_NUMBERS);
    this.#calls = [...wide, ...narrow.rules];
    this.#pageFaults = pageFaults;
    this.bootNs = this.#config.bootNs;
    this.ownTgid = this.native.iterate('own_process').readUInt32LE();
    this.#config.setStart({ ownTgid: this.ownTgid, classic: table.edition === 'classic' });
    flagConversions.forEach((conversion, number) => this.#config.setFlags(number, conversion));
    for (const call of this.#calls) this.#config.setCall(call);
    this.#config.setIa32(narrow);
    this.#setFillers();
    this.#wantState(table);
  }

  /**
   * What changes the state, and its other half. All programs are attached now: later the right to do so
   * may be gone, but not that to detach them.
   */
  #wantState({ types }: EventTable): void {
    const isState = (id: number): boolean =>
      ((types[id]?.flags ?? 0) & EventFlag.MODIFIES_STATE) !== 0;
    this.#want((id) => (isState(id) || isState(id ^ 1) ? Wanted.ALL : Wanted.NOTHING));
    this.#config.setSnaplen(this.#snaplen);
    this.#config.setEnters(Wanted.MATCHING);
    this.#attach(true, 'thread_forked', 'thread_renamed', 'thread_exec', 'call_enter', 'call_exit');
    for (const { type, programs } of happenings) {
      this.#attach(type !== PAGE_FAULT || this.#pageFaults, ...programs);
    }
  }

  start(blocks: readonly EventBlock[], wake: () => void): void {
    const bytes = blocks.map((block) => block.bytes);
    const offsets = blocks.map((block) => block.offsets);
    this.native.start(bytes, offsets, wake);
  }

  /** Sends what is wanted from now on; programs that nothing needs are detached. */
  demand(demand: Demand): void {
    const { entersInTime, payloads } = demand;
    const wanted = (type: number): number => demand.types[type] ?? Wanted.NOTHING;
    this.#config.setMatching(demand);
    this.#forgetStandings();
    this.#config.setSnaplen(payloads ? this.#snaplen : 0);
    this.#want(wanted);
    const needsEnters =
      entersInTime && this.#calls.some(({ enter }) => enter && wanted(enter.type) !== 0);
    if (needsEnters) this.#attach(true, 'call_enter');
    this.#config.setEnters(needsEnters ? Wanted.MATCHING : Wanted.NOTHING);
    this.#attach(needsEnters, 'call_enter');
    for (const { type, programs } of happenings) {
      const isThere = type !== PAGE_FAULT || this.#pageFaults;
      this.#attach(isThere && wanted(type) !== 0, ...programs);
    }
  }

  /** The lists have changed: what is known of threads is only that some were renamed. */
  #forgetStandings(): void {
    const standings = this.#standings;
    for (let tid = 0; tid < standings.length; tid++) {
      if (standings[tid] !== 0) standings[tid] = (standings[tid] as number) & STANDING_RENAMED;
    }
  }

  #want(wanted: (type: number) => number): void {
    for (const { number, enter, exit } of this.#calls) {
      const other = exit.type === EXECVEAT_EXIT ? wanted(EXECVE_EXIT) : Wanted.NOTHING;
      const begun = enter === undefined ? Wanted.NOTHING : wanted(enter.type);
      this.#config.setDemand(number, begun, Math.max(wanted(exit.type), other));
    }
    happenings.forEach(({ type }, number) => this.#config.setHappening(number, wanted(type)));
  }

  /** Nothing is sent from now on. */
  stop(): void {
    this.#want(() => Wanted.NOTHING);
    this.native.finish();
  }

  counts(): ProbeCounts {
    const hasSmallRings = this.#ringBytes < RING_BYTES;
    const counts = { sent: 0, full: 0, nested: 0, tooLarge: 0, hasSmallRings };
    for (const [sent = 0, full = 0, nested = 0, tooLarge = 0] of this.native.counters()) {
      counts.sent += sent;
      counts.full += full;
      counts.nested += nested;
      counts.tooLarge += tooLarge;
    }
    return counts;
  }

  close(): void {
    this.native.close();
  }

  #attach(isNeeded: boolean, ...programs: string[]): void {
    for (const program of programs) {
      if (isNeeded) this.native.attach(program);
      else this.native.detach(program);
    }
  }

  #setFillers(): void {
    this.native.setTail('exit_fillers', 0, 'call_exit_late');
    fillers.forEach(({ name }, number) => {
      if (number === 0) return;
      this.native.setTail('enter_fillers', number, `${name}_enter`);
      this.native.setTail('exit_fillers', number, `${name}_exit`);
    });
    exitFillers.forEach(({ name }, index) => {
      this.native.setTail('exit_fillers', fillers.length + index, `${name}_exit`);
    });
  }
}
