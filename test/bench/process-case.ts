/** A comparison of whole processes: two command lines, run in turn. */
export interface ProcessCase {
  name: string;
  /** What is measured, in one sentence. */
  measures: string;
  /** Arguments; `{F}` is the capture file. */
  ours: readonly string[];
  /** What ours is divided into: the reference with these arguments, or ours. */
  against: { program: 'reference' | 'chisel'; args: readonly string[] };
  /** The number that the ratio is measured by, and what it should be. */
  goal: Goal;
}

export type Goal =
  /** Times as fast as the other. */
  | { fasterBy: number }
  /** At most so many times as long as the other. */
  | { longerBy: number };

/** A limit that ours has to keep by itself. */
export interface LimitCase {
  name: string;
  measures: string;
  ours: readonly string[];
  limit: { peakMb: number } | { firstByteMs: number } | { wallMs: number };
  /** Makes what the command needs, and gives its arguments. */
  scene?: () => Promise<Scene>;
}

/** What a command needs besides the capture. */
export interface Scene {
  readonly ours: readonly string[];
  /** Done before each run, and not measured. */
  before(): void;
  end(): void;
}

export function isLimit(row: ProcessCase | LimitCase): row is LimitCase {
  return 'limit' in row;
}
