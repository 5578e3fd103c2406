/** Where chisels come from: something with an index and tarballs. */
export interface Origin {
  /** What it is called in messages and shown to users. */
  readonly place: string;
  /** The bytes of `index.json`. */
  readIndex(): Promise<Buffer>;
  /** The bytes of one of its files; more than `limitBytes` is an error. */
  readTarball(path: string, limitBytes: number): Promise<Buffer>;
  /** The place of one of its files, as it is written into the lock file. */
  resolved(path: string): string;
}
