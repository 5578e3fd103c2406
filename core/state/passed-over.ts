/** Threads with larger numbers are not passed over. No Linux has larger ones. */
const TID_LIMIT = 1 << 22;
const TID = 8;
const PAGE_BITS = 10;
const PAGE_SIZE = 1 << PAGE_BITS;

/**
 * Remembers, by thread, the last event that was passed over: one of a call that nobody asked for and
 * that changes nothing, but stands between an exit and what would else look like its enter event.
 * Noting it costs a fraction of taking it through the state. There is memory only where threads are.
 */
export class PassedOver {
  readonly #pages: (Uint32Array | undefined)[] = new Array<Uint32Array | undefined>(
    TID_LIMIT / PAGE_SIZE,
  ).fill(undefined);

  /** Notes the event whose header is at `start`; false when it has to be taken in full. */
  note(view: DataView, start: number, num: number): boolean {
    const tid = view.getUint32(start + TID, true);
    if (tid >= TID_LIMIT || view.getUint32(start + TID + 4, true) !== 0) return false;
    const page = this.#pages[tid >> PAGE_BITS] ?? this.#addPage(tid);
    page[tid & (PAGE_SIZE - 1)] = num;
    return true;
  }

  /** Whether an event of the thread was passed over since the one with this number. */
  since(tid: number, num: number): boolean {
    if (tid < 0 || tid >= TID_LIMIT) return false;
    const page = this.#pages[tid >> PAGE_BITS];
    return page !== undefined && (page[tid & (PAGE_SIZE - 1)] as number) > num;
  }

  #addPage(tid: number): Uint32Array {
    const page = new Uint32Array(PAGE_SIZE);
    this.#pages[tid >> PAGE_BITS] = page;
    return page;
  }
}
