import type { BatchSetup } from '@chisel/isolate/guest/setup.ts';

/** What the host tells a guest before anything else. */
export interface Setup extends BatchSetup {
  readonly config: {
    readonly args: Record<string, string | number | boolean>;
    readonly json: boolean;
    readonly live: boolean;
    readonly terminal: boolean;
    readonly width: number;
  };
  readonly outputChars: number;
  readonly timeMs: number;
  /** What it may ask of the host. */
  readonly questions: readonly string[];
}
