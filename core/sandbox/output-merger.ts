import type { GuestReport } from './guest-report.ts';
import type { OutputKind } from './guest-report.ts';

/** Where the output of chisels goes once its place is known. */
export interface OutputSink {
  /** Text of one chisel, `guest` being its place on the command line. */
  write(text: string, kind: OutputKind, guest: number): void;
  /** As `Sink.drained`; absent: its reader is never behind. */
  drained?(): Promise<void> | undefined;
}

interface Lane {
  /** Everything this guest prints for events up to here has arrived. */
  through: number;
  reports: GuestReport[];
  /** The next record of the first report, and where its text starts. */
  record: number;
  at: number;
}

/**
 * Puts the output of all guests in order: by event number, then by their place on the command line,
 * whatever the threads do. What a guest printed waits until all others have come as far.
 */
export class OutputMerger {
  /** UTF-16 units that wait. */
  heldChars = 0;
  readonly #sink: OutputSink;
  readonly #lanes: Lane[];

  constructor(guests: number, sink: OutputSink) {
    this.#sink = sink;
    this.#lanes = Array.from({ length: guests }, () => ({
      through: -1,
      reports: [],
      record: 0,
      at: 0,
    }));
  }

  /** Takes what a guest printed; it will print nothing more for events up to `through`. */
  add(guest: number, report: GuestReport | undefined, through: number): void {
    const lane = this.#lanes[guest] as Lane;
    if (report !== undefined && report.count > 0) {
      lane.reports.push(report);
      this.heldChars += report.text.length;
    }
    if (through > lane.through) lane.through = through;
  }

  /** Writes all that has its final place. */
  release(): void {
    if (this.heldChars === 0) return;
    let through = Infinity;
    for (const lane of this.#lanes) through = Math.min(through, lane.through);
    for (;;) {
      const first = this.#first(through);
      if (first < 0) return;
      this.#writeRun(first, through);
    }
  }

  /** The guest whose next record comes first, -1 when none is due. */
  #first(through: number): number {
    let best = -1;
    let bestNum = through;
    for (let guest = this.#lanes.length - 1; guest >= 0; guest--) {
      const num = nextNum(this.#lanes[guest] as Lane);
      if (num <= bestNum) {
        best = guest;
        bestNum = num;
      }
    }
    return best;
  }

  /** Writes records of one guest as long as nobody else is due, the same kind in one piece. */
  #writeRun(guest: number, through: number): void {
    const lane = this.#lanes[guest] as Lane;
    let limit = through;
    for (let other = 0; other < this.#lanes.length; other++) {
      if (other === guest) continue;
      const num = nextNum(this.#lanes[other] as Lane);
      limit = Math.min(limit, other < guest ? num - 1 : num);
    }
    const report = lane.reports[0] as GuestReport;
    const kind = report.kinds[lane.record] as OutputKind;
    const from = lane.at;
    const { nums, kinds, lengths, count } = report;
    while (
      lane.record < count &&
      kinds[lane.record] === kind &&
      (nums[lane.record] as number) <= limit
    ) {
      lane.at += lengths[lane.record++] as number;
      if (kind !== 0) break;
    }
    this.#sink.write(report.text.slice(from, lane.at), kind, guest);
    if (lane.record === count) this.#drop(lane);
  }

  #drop(lane: Lane): void {
    const report = lane.reports.shift() as GuestReport;
    this.heldChars -= report.text.length;
    lane.record = 0;
    lane.at = 0;
  }
}

function nextNum(lane: Lane): number {
  const report = lane.reports[0];
  return report === undefined ? Infinity : (report.nums[lane.record] as number);
}
