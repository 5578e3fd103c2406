import type { SectionStart, Source } from '@chisel/core/event/source.ts';
import type { ChiselSpec } from '@chisel/core/sandbox/chisel-run.ts';
import type { GuestReport } from '@chisel/core/sandbox/guest-report.ts';
import type { Limits } from '@chisel/core/sandbox/runtime.ts';

/** What may stand behind a chisel's name on the command line. */
export interface Takes {
  readonly required: number;
  readonly optional: number;
  /** Its one argument is a filter: the next word is that, whatever it looks like. */
  readonly filter: boolean;
}

/** A capture that has been opened; its first event is yet to come. */
export interface OpenCapture {
  readonly source: Source;
  /** The tables at its head; undefined when it has none. */
  readonly section: SectionStart | undefined;
  /** How many chisels look at it. */
  readonly chisels: number;
}

/** A chisel of the command line, from its name to the end of the last capture. */
export interface RequestedChisel {
  readonly name: string;
  readonly limits: Limits;
  readonly takes: Takes;
  setArguments(word: string | undefined): Promise<void>;
  /** Called before each capture is opened, with the filter of the command line. */
  init(filter: string): Promise<void>;
  /** Called when it is open. */
  open(capture: OpenCapture): Promise<ChiselSpec>;
  /** There will be no capture: what it has to say to that. */
  abandon(): Promise<GuestReport | undefined>;
  /** Gives back what it has open. */
  close(): Promise<void>;
}
