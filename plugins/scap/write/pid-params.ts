import type { EventType } from '@chisel/core/event/event-table.ts';

/** Which params of an event type are ids of threads, shown with the names of those. */
export class PidParams {
  readonly #byType: (readonly number[] | undefined)[] = [];

  of(type: EventType): readonly number[] {
    return (this.#byType[type.id] ??= pidParamsOf(type));
  }
}

function pidParamsOf({ params }: EventType): readonly number[] {
  return params.flatMap(({ type }, index) => (type === 'PID' ? [index] : []));
}
