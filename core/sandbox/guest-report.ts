/** Kinds of output; the numbers cross the border. ERROR goes to standard error. */
export const OutputKind = { PRINT: 0, TABLE: 1, EMIT: 2, ERROR: 3 } as const;
export type OutputKind = (typeof OutputKind)[keyof typeof OutputKind];

/** Event number of what is printed after the last event. */
export const AFTER_LAST = Number.MAX_SAFE_INTEGER;

/** What a guest printed during one call: the text of all records, one after the other. */
export interface GuestReport {
  readonly text: string;
  readonly count: number;
  /** Of each record: the event that caused it, its kind, and its length in UTF-16 units. */
  readonly nums: Float64Array;
  readonly kinds: Uint8Array;
  readonly lengths: Uint32Array;
  readonly wishes?: GuestWishes | undefined;
}

/** What a guest asks of the run, besides printing. */
export interface GuestWishes {
  /** The run is to end with the event at hand. */
  readonly endsCapture?: boolean;
  /** It wants other events from now on; only of a chisel that is run exactly. */
  readonly filterText?: string;
  /** The same for its intervals, 0 for none. */
  readonly intervalNs?: number;
  /** It has ended itself, with this exit code. */
  readonly exitCode?: number;
  /** What the command is to run after this, its words. */
  readonly nextRun?: string;
}

export const emptyReport: GuestReport = {
  text: '',
  count: 0,
  nums: new Float64Array(0),
  kinds: new Uint8Array(0),
  lengths: new Uint32Array(0),
};

/**
 * Makes a report of what came out of a sandbox, whatever it is: numbers of events are clamped to the
 * ones that the guest can speak for and never go back, lengths to the text.
 */
export function checkReport(value: unknown, fromNum: number, toNum: number): GuestReport {
  const raw = value as Partial<Record<keyof GuestReport, unknown>> | undefined;
  if (typeof raw !== 'object' || raw === null) return emptyReport;
  const { text, nums, kinds, lengths } = raw;
  const wellFormed =
    typeof text === 'string' &&
    nums instanceof Float64Array &&
    kinds instanceof Uint8Array &&
    lengths instanceof Uint32Array;
  if (!wellFormed) return emptyReport;
  const count = Math.min(nums.length, kinds.length, lengths.length);
  let last = fromNum;
  let rest = text.length;
  for (let i = 0; i < count; i++) {
    const num = nums[i] as number;
    if (num > last) last = Math.min(num, toNum);
    nums[i] = last;
    if ((kinds[i] as number) > OutputKind.ERROR) kinds[i] = OutputKind.PRINT;
    lengths[i] = Math.min(lengths[i] as number, rest);
    rest -= lengths[i] as number;
  }
  return { text, count, nums, kinds, lengths };
}
