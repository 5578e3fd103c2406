import type { EventType } from '@chisel/core/event/event-table.ts';

/** Which params of an event type are ids of threads, shown with the names of those. */
export class PidParams {
  readonly #byType = new Map<number, readonly number[]>();

  of({ id, params }: EventType): readonly number[] {
    const known = this.#byType.get(id);
    if (known !== undefined) return known;
    const found = params.flatMap(({ type }, index) => (type === 'PID' ? [index] : []));
    this.#byType.set(id, found);
    return found;
  }
}
