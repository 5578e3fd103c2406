import type { BatchLayout } from '../batch/batch-layout.ts';
import type { CaptureEnd } from '../consumer.ts';
import type { GuestHost } from './host-answers.ts';
import type { GuestReport } from './guest-report.ts';

/** A language that chisels are written in: makes guests, each in a sandbox of its own. */
export interface Runtime {
  readonly name: string;
  /** How the guest holds text: real Unicode, or byte strings as captures have them. */
  readonly text: 'unicode' | 'bytes';
  createGuest(setup: GuestSetup): Guest;
}

/** Where a run stands for a guest. */
export interface RunEnd extends CaptureEnd {
  /** Number of the last event that reached any chisel. */
  readonly num: number;
}

/** Brings a guest to where it takes batches of this layout from these slots. */
export type StartGuest = (layout: BatchLayout, slots: readonly SharedArrayBuffer[]) => Guest;

/** What a guest is made from. */
export interface GuestSetup {
  /** What messages call it. */
  readonly name: string;
  readonly program: Program;
  readonly config: GuestConfig;
  /** What it may ask; absent: nothing. */
  readonly host?: GuestHost | undefined;
  readonly layout: BatchLayout;
  /** Memory for batches, shared with the guest: the host writes it and trusts nothing it reads there. */
  readonly slots: readonly SharedArrayBuffer[];
  readonly limits: Limits;
}

/** The files of a chisel, by path in its folder; nothing else can be imported. */
export interface Program {
  readonly entry: string;
  readonly files: ReadonlyMap<string, string>;
}

/** What a chisel may know of the run. */
export interface GuestConfig {
  /** By name, as the command line or the manifest's defaults give them. */
  readonly args: Readonly<Record<string, string | number | boolean>>;
  readonly json: boolean;
  readonly live: boolean;
  readonly terminal: boolean;
  /** Columns of the terminal, 0 when there is none. */
  readonly width: number;
}

/** The budget of one guest. */
export interface Limits {
  readonly memoryMb: number;
  /** For one batch. */
  readonly timeMs: number;
  /** UTF-16 units of output for one batch. */
  readonly outputChars: number;
}

export const defaultLimits: Limits = { memoryMb: 64, timeMs: 1000, outputChars: 16 << 20 };

/** One batch as it crosses: what is not in the slot's memory. */
export interface Crossing {
  readonly slot: number;
  readonly rows: number;
  readonly marks: number;
  readonly startsDictionary: boolean;
  readonly dictionaryTexts: number;
  readonly ownTexts: number;
  /**
   * The new texts of the dictionary, joined, then the batch's own; their lengths are in the slot. They are
   * apart, because what a guest cuts out of a text keeps all of it.
   */
  readonly dictionaryText: string;
  readonly ownText: string;
}

/** What a chisel says about itself when it is loaded. */
export interface GuestDefinition {
  readonly filter: string | undefined;
  readonly fields: readonly string[];
  /** Names of its arguments. */
  readonly args: readonly string[];
  /** Negative for a precise interval, which is told of every one that has passed, counted from the first event. */
  readonly intervalNs: number | undefined;
}

/**
 * A chisel in its sandbox. Calls may be made before the one before has ended; they run in order.
 * Everything rejects with a GuestFault, after which only `dispose` may be called.
 */
export interface Guest {
  load(): Promise<{ definition: GuestDefinition; report: GuestReport }>;
  feed(crossing: Crossing): Promise<GuestReport>;
  /** The capture ended. */
  end(end: RunEnd): Promise<GuestReport>;
  dispose(): void;
}

/** Why a guest can't go on. */
export class GuestFault extends Error {
  readonly fault: FaultKind;
  /** Its number, when the fault happened at an event. */
  readonly eventNum: number | undefined;
  /** What it printed before. */
  readonly report: GuestReport | undefined;

  constructor(fault: FaultKind, message: string, eventNum?: number, report?: GuestReport) {
    super(message);
    this.fault = fault;
    this.eventNum = eventNum;
    this.report = report;
  }
}

export type FaultKind = 'threw' | 'time' | 'memory' | 'output' | 'load' | 'stuck';
