import type { Consumer } from '@chisel/core/consumer.ts';
import { isEnter, type EventTable } from '@chisel/core/event/event-table.ts';
import { syscallsOf, type Syscall } from '@chisel/core/event/syscalls.ts';
import type { Event } from '@chisel/core/state/event.ts';
import { sortAsReference } from './sort-as-reference.ts';

const MAX_ROWS = 100;
const NAME_WIDTH = 16;
const LINE = '-'.repeat(22);
/** Ids of the events for system calls without an event of their own. */
const LAST_GENERIC_ID = 1;
/** How many events the classic vocabulary has. */
const CLASSIC_EVENTS = 336;

/** Counts events by type, for the table at the end of a run. */
export class EventSummary implements Consumer {
  readonly name = 'summary';
  readonly needs = 0;
  readonly types: Uint8Array;
  readonly wantsUnknown = false;
  readonly #table: EventTable;
  readonly #eventCount: number;
  readonly #syscalls: readonly (Syscall | undefined)[];
  /** By event id; behind those by system call, two for each. */
  readonly #calls: Float64Array;

  constructor(table: EventTable) {
    this.#table = table;
    this.#eventCount = table.edition === 'classic' ? CLASSIC_EVENTS : table.types.length;
    this.types = new Uint8Array(table.types.length).fill(1);
    this.#syscalls = syscallsOf(table.edition);
    this.#calls = new Float64Array(this.#eventCount + this.#syscalls.length * 2);
  }

  accept(event: Event): void {
    const { typeId } = event;
    const slot =
      typeId <= LAST_GENERIC_ID ? this.#eventCount + event.first16() * 2 + typeId : typeId;
    if (slot < this.#calls.length) (this.#calls[slot] as number)++;
  }

  end(): Promise<void> {
    return Promise.resolve();
  }

  /** The table, the most frequent events first. */
  text(): string {
    const calls = this.#calls;
    const slots = Array.from(calls, (_count, slot) => slot);
    const rows = sortAsReference(slots, (a, b) => (calls[a] as number) > (calls[b] as number));
    const shown = rows.slice(0, MAX_ROWS).filter((slot) => calls[slot] !== 0);
    const head = `${LINE}\n${'Event'.padEnd(NAME_WIDTH)}#Calls\n${LINE}\n`;
    return head + shown.map((slot) => this.#row(slot)).join('');
  }

  #row(slot: number): string {
    const direction = isEnter(slot) ? '>' : '<';
    const name = this.#nameOf(slot).slice(0, NAME_WIDTH).padEnd(NAME_WIDTH);
    return `${direction} ${name}${this.#calls[slot]}\n`;
  }

  #nameOf(slot: number): string {
    if (slot < this.#eventCount) return this.#table.typeOf(slot).name;
    return this.#syscalls[(slot - this.#eventCount) >> 1]?.name ?? '';
  }
}
