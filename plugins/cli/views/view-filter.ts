import type { CompiledFilter } from '@chisel/core/filter/compile-filter.ts';
import { Match } from '@chisel/core/filter/match-types.ts';
import type { Event } from '@chisel/core/state/event.ts';

/** The filter of a view with that of the command line, if any: it decides what is shown, not what is known. */
export class ViewFilter {
  readonly needs: number;
  /** As `Consumer.types`. */
  readonly types: Uint8Array;
  readonly #filter: CompiledFilter | undefined;

  constructor(filter: CompiledFilter | undefined) {
    this.#filter = filter;
    this.needs = filter?.needs ?? 0;
    this.types = new Uint8Array(1 << 16).map((_, id) =>
      filter?.types[id] === Match.NEVER ? 0 : 1,
    );
  }

  passes(event: Event): boolean {
    const filter = this.#filter;
    return (
      filter === undefined || filter.types[event.typeId] === Match.ALWAYS || filter.test(event)
    );
  }
}
