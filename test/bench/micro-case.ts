/** A part of the program, measured by itself in this process. */
export interface MicroCase {
  name: string;
  /** What is measured, in one sentence. */
  measures: string;
  /** What one unit of the work is. */
  unit: string;
  /** Makes the work ready and returns it; the work returns how many units it did. */
  prepare(capture: string): Promise<() => number | Promise<number>>;
}
