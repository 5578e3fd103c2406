import type { FieldName, FieldTypes } from '../field-types.ts';

/** Values of some fields; what is left out, or null, the event does not have. */
export type EventFields = { readonly [N in FieldName]?: FieldTypes[N] | null };

/** Midnight of 1 January 2026. */
const START_NS = 1_767_225_600_000_000_000n;
const STEP_NS = 1_000_000n;

/** Synthetic events, a millisecond apart unless `wait` says otherwise. The filter of a chisel is not asked. */
export class EventBuilder {
  readonly #defaults: EventFields;
  readonly #rows: EventFields[] = [];
  #nextNs = START_NS;

  constructor(defaults: EventFields = {}) {
    this.#defaults = defaults;
  }

  /** Adds an event: the fields given, and the builder's own where there is none. */
  add(fields: EventFields = {}): this {
    const row = { 'evt.rawtime': this.#nextNs, ...this.#defaults, ...fields };
    this.#rows.push(row);
    const timeNs = row['evt.rawtime'];
    this.#nextNs = (typeof timeNs === 'bigint' ? timeNs : this.#nextNs) + STEP_NS;
    return this;
  }

  /** Adds as many events; `fields` makes each from its index. */
  repeat(count: number, fields: (index: number) => EventFields = () => ({})): this {
    for (let index = 0; index < count; index++) this.add(fields(index));
    return this;
  }

  /** Lets event time pass before the next event. */
  wait(seconds: number): this {
    this.#nextNs += BigInt(Math.round(seconds * 1e9));
    return this;
  }

  get length(): number {
    return this.#rows.length;
  }

  /** A line of JSON for each event, as `chisel --events` reads them. */
  toJsonLines(): string {
    return this.#rows.map((row) => `${JSON.stringify(row, digitsOf)}\n`).join('');
  }
}

/** Begins a list of events, each with these fields unless it says otherwise. */
export function events(defaults?: EventFields): EventBuilder {
  return new EventBuilder(defaults);
}

/** JSON has no integers of 64 bits: they travel as their digits. */
function digitsOf(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
