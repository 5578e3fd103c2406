/** An open file, as the `io` library sees it. Failures are LuaErrors. */
export interface LuaFile {
  write(text: string): void;
  /** The rest of the file, or undefined when it can't be read. */
  readAll?(): string;
  flush?(): void;
  close(): void;
}
