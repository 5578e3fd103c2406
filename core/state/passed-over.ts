/** Threads with larger numbers are not passed over. No Linux has larger ones. */
const TID_LIMIT = 1 << 22;
const TID = 8;

/**
 * Remembers, by thread, the last event that was passed over: one of a call that nobody asked for and
 * that changes nothing, but stands between an exit and what would else look like its enter event.
 * Noting it costs a fraction of taking it through the state. Memory is touched only where threads are.
 */
export class PassedOver {
  readonly #nums = new Uint32Array(TID_LIMIT);

  /** Notes the event whose header is at `start`; false when it has to be taken in full. */
  note(view: DataView, start: number, num: number): boolean {
    const tid = view.getUint32(start + TID, true);
    if (tid >= TID_LIMIT || view.getUint32(start + TID + 4, true) !== 0) return false;
    this.#nums[tid] = num;
    return true;
  }

  /** Whether an event of the thread was passed over since the one with this number. */
  since(tid: number, num: number): boolean {
    return (this.#nums[tid] ?? 0) > num;
  }
}
