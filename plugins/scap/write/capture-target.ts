/** Where recorded events go: files that follow each other, or the memory of a flight recorder. */
export interface CaptureTarget {
  /** Whether files that begin later may follow the first. */
  readonly cycles: boolean;
  /** Whether the next event, if it is of this time and is written, begins a new file. */
  isDue(tsLow: number, tsHigh: number): boolean;
  /**
   * Takes the head of a section. It begins a new file, or stands in the open one, because the source
   * itself begins a section; the first of all begins a file in any case.
   */
  begin(head: Uint8Array, inNewFile: boolean): void;
  /** Takes a framed event, a stretch of bytes. Those that only carry state do not count for the limits. */
  write(
    bytes: Uint8Array,
    from: number,
    to: number,
    counts: boolean,
    tsLow: number,
    tsHigh: number,
  ): void;
  /** Hands everything taken so far to the system. */
  flush(): void;
  /** As of `CaptureOutput`. */
  drained(): Promise<void> | undefined;
  close(): Promise<void> | undefined;
}
