/** Where finished bytes go. */
export interface Sink {
  /** Takes all of the bytes, in order, which may be reused afterwards; nothing once `closed`. */
  write(bytes: Uint8Array, start: number, end: number): void;
  /** Whether nobody takes any more, which is no error: `chisel … | head`. */
  readonly closed: boolean;
  /** For whoever goes on writing: undefined, or a promise to wait for, because the reader is behind. */
  drained(): Promise<void> | undefined;
}
