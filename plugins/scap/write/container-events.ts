import type { Event } from '@chisel/core/state/event.ts';

/** The types of the events that describe a container. */
const CONTAINER_EVENTS: ReadonlySet<number> = new Set([228, 272, 324]);
/** Of more containers than any machine runs, the oldest are forgotten. */
const MAX_CONTAINERS = 4096;
const ID_IN_JSON = /"id"\s*:\s*"([^"]*)"/;

/** The latest event about each container, as written: a file that begins later needs them all. */
export class ContainerEvents {
  readonly #byId = new Map<string, Uint8Array>();

  static describes(typeId: number): boolean {
    return CONTAINER_EVENTS.has(typeId);
  }

  clear(): void {
    this.#byId.clear();
  }

  keep(event: Event, framed: Uint8Array): void {
    const text = event.byteString(0);
    const id = ID_IN_JSON.exec(text)?.[1] ?? text;
    this.#byId.delete(id);
    this.#byId.set(id, framed.slice());
    const [oldest] = this.#byId.keys();
    if (this.#byId.size > MAX_CONTAINERS && oldest !== undefined) this.#byId.delete(oldest);
  }

  values(): Iterable<Uint8Array> {
    return this.#byId.values();
  }
}
