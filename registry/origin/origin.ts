/** Where chisels come from: something with the files of a registry's tree. */
export interface Origin {
  /** What it is called in messages and shown to users. */
  readonly place: string;
  /** The bytes of one of its files; more than `limitBytes` is an error, and so is its absence. */
  read(path: string, limitBytes: number): Promise<Buffer>;
  /** The place of one of its files, as it is written into the lock file. */
  resolved(path: string): string;
}
