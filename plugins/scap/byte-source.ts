/** A stream of bytes read piece by piece: the content of a capture file, uncompressed. */
export interface ByteSource {
  /** The next bytes, undefined at the end. They are only valid until the next call. */
  read(): Promise<Uint8Array | undefined>;
  close(): Promise<void>;
}
