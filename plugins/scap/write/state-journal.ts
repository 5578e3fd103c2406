import type { Event } from '@chisel/core/state/event.ts';
import type { State } from '@chisel/core/state/state.ts';
import { BlockWriter } from './block-writer.ts';
import { PidParams } from './pid-params.ts';

/** What is kept in memory; beyond this, what ended processes did is forgotten, or all is written. */
const MAX_BYTES = 8 << 20;
const MAX_PARENTS = 1 << 16;
const TAKEN = -1;

/** Writes a stretch of bytes. */
type WriteStretch = (bytes: Uint8Array, from: number, to: number) => void;

/**
 * Events that change the state of processes of which nothing has been written. When the first event of
 * such a process is, those of the process and of all it comes from go before it, so that whoever reads
 * the file knows them as they are; of the others nothing is ever written.
 */
export class StateJournal {
  readonly #maxBytes: number;
  #bytes = new BlockWriter();
  readonly #pidParams = new PidParams();
  /** Of each event the process and where its bytes end. */
  #pids: number[] = [];
  #ends: number[] = [];
  readonly #involved = new Set<number>();
  /** Which process made which, also of those that are gone. */
  readonly #parents = new Map<number, number>();

  constructor(maxBytes = MAX_BYTES) {
    this.#maxBytes = maxBytes;
  }

  clear(): void {
    this.#involved.clear();
    this.#parents.clear();
    this.#empty();
  }

  isInvolved(event: Event): boolean {
    return event.thread === undefined || this.#involved.has(event.thread.pid);
  }

  /** Keeps a framed event; true when so much is kept that all should be written. */
  add(event: Event, framed: BlockWriter): boolean {
    const { thread } = event;
    if (thread === undefined) return false;
    if (thread.ptid >= 0) this.#parents.set(thread.pid, thread.ptid);
    this.#bytes.copy(framed.bytes, 0, framed.length);
    this.#pids.push(thread.pid);
    this.#ends.push(this.#bytes.length);
    return this.#bytes.length > this.#maxBytes || this.#parents.size > MAX_PARENTS;
  }

  /** Writes what the processes need that an event, about to be written, is of or names. */
  involve(event: Event, state: State, write: WriteStretch): void {
    if (!this.isInvolved(event)) this.#involveProcess(event.thread?.pid ?? event.tid, state, write);
    for (const param of this.#pidParams.of(event.type)) {
      const tid = event.i64(param);
      const pid = tid > 0 ? (state.threads.get(tid)?.pid ?? tid) : 0;
      if (pid > 0 && !this.#involved.has(pid)) this.#involveProcess(pid, state, write);
    }
  }

  #involveProcess(pid: number, state: State, write: WriteStretch): void {
    const pids = this.#lineage(pid, state);
    for (const each of pids) this.#involved.add(each);
    this.#release((each) => pids.has(each), write);
  }

  /** Forgets processes that are gone and made none of those that are there; false when that is not enough. */
  forgetEnded(state: State): boolean {
    const needed = new Set<number>();
    for (const { pid } of state.threads.values()) {
      for (const each of this.#lineage(pid, state)) needed.add(each);
    }
    const kept = new BlockWriter();
    const pids: number[] = [];
    const ends: number[] = [];
    this.#release(
      (pid) => needed.has(pid),
      (bytes, from, to, pid) => {
        kept.copy(bytes, from, to);
        pids.push(pid);
        ends.push(kept.length);
      },
    );
    this.#bytes = kept;
    this.#pids = pids;
    this.#ends = ends;
    for (const pid of this.#parents.keys()) if (!needed.has(pid)) this.#parents.delete(pid);
    return kept.length < this.#maxBytes / 2 && this.#parents.size < MAX_PARENTS / 2;
  }

  /** Writes all that is kept. */
  writeAll(write: WriteStretch): void {
    this.#release(() => true, write);
    this.#empty();
  }

  /** A process and those it comes from, as far as they are not involved yet. */
  #lineage(pid: number, state: State): Set<number> {
    const found = new Set<number>();
    const left = [pid];
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      if (found.has(next) || this.#involved.has(next)) continue;
      found.add(next);
      const ptid = state.threads.get(next)?.ptid;
      for (const tid of [ptid, this.#parents.get(next)]) {
        if (tid !== undefined && tid >= 0) left.push(state.threads.get(tid)?.pid ?? tid);
      }
    }
    return found;
  }

  #release(
    wanted: (pid: number) => boolean,
    write: (bytes: Uint8Array, from: number, to: number, pid: number) => void,
  ): void {
    const pids = this.#pids;
    for (let i = 0, start = 0; i < pids.length; i++) {
      const end = this.#ends[i] as number;
      const pid = pids[i] as number;
      if (pid !== TAKEN && wanted(pid)) {
        write(this.#bytes.bytes, start, end, pid);
        pids[i] = TAKEN;
      }
      start = end;
    }
  }

  #empty(): void {
    this.#bytes.length = 0;
    this.#pids = [];
    this.#ends = [];
    this.#parents.clear();
  }
}
