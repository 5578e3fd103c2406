/** An open file, as the `io` library sees it. Failures are LuaErrors. */
export interface LuaFile {
  write(text: string): void;
  /** The rest of the file at once, or a line at a time until undefined; neither: it can't be read. */
  readAll?(): string;
  readLine?(keepsEnd: boolean): string | undefined;
  flush?(): void;
  close(): void;
}
