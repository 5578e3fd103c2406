import type { ViewInfo } from './view-info.ts';

/** How scripts are run; `any` is compiled where that can be. */
export type VmChoice = 'any' | 'compiled' | 'interpreted';

/** What a script may know of the run from its first line on; it crosses as JSON. */
export interface ChiselSetup {
  /** What messages call the chisel. */
  readonly name: string;
  readonly outputChars: number;
  readonly timeMs: number;
  readonly json: boolean;
  readonly live: boolean;
  readonly terminal: boolean;
  /** Of the terminal, -1 when there is none. */
  readonly width: number;
  readonly height: number;
  readonly printsContainers: boolean;
  /** Whether `sysdig.log` shows on standard error. */
  readonly logs: boolean;
  readonly vm: VmChoice;
}

/** What is known once a capture is open. */
export interface CaptureFacts {
  /** The capture's file; empty when it is live. */
  readonly sourceName: string;
  readonly machine: MachineFacts | undefined;
  /** Whether the run waits at each event, so that state can be asked for. */
  readonly exact: boolean;
  /** Offset of local time from UTC. */
  readonly zoneS: number;
}

export interface MachineFacts {
  readonly hostname: string;
  readonly cpuCount: number;
  readonly memorySizeBytes: number;
  readonly maxPid: number;
}

/** What a script wants of the run; it crosses as JSON. */
export interface ChiselWants {
  readonly filter: string;
  readonly fields: readonly string[];
  /** Negative when it is precise, 0 for none. */
  readonly intervalNs: number;
  /** How it has its events printed, if it does. */
  readonly formatter: string | undefined;
  /** The filter that it sets for the whole run. */
  readonly globalFilter: string | undefined;
  /** Sources by the names of their chunks, as far as they have been loaded. */
  readonly sources: Readonly<Record<string, string>>;
}

/** One entry of a script's `args`. */
export interface ScriptArg {
  readonly name: string;
  readonly description: string;
  readonly type: string;
  readonly optional: boolean;
}

/** What a script says of itself when it has been loaded; it crosses as JSON. */
export interface ScriptFacts {
  readonly args: readonly ScriptArg[];
  readonly description: string | undefined;
  readonly shortDescription: string | undefined;
  readonly category: string;
  readonly hidden: boolean;
  /** The view that it describes, if it does. */
  readonly viewId: string | undefined;
  /** Whether it has the table `args`, without which it can't be run. */
  readonly isRunnable: boolean;
}

/** The same, and the view that it describes, if it does. */
export interface ScriptDescription extends ScriptFacts {
  readonly view?: ViewInfo;
}
