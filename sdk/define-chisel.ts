import type { Batch } from './batch.ts';
import type { FieldName, FieldValue } from './field-types.ts';

/** What an argument of the command line may be. */
export interface ArgDefinition {
  readonly type: 'string' | 'number' | 'boolean';
  readonly description?: string;
  readonly optional?: boolean;
  /** What it is when it is not given. */
  readonly default?: string | number | boolean;
  /** The only values that it may have. */
  readonly choices?: readonly string[];
}

export type ArgDefinitions = Readonly<Record<string, ArgDefinition>>;

/** The arguments as the handlers see them, typed after their definitions. */
export type Args<D extends ArgDefinitions> = {
  readonly [Name in keyof D]: ArgValue<D[Name]> | Absent<D[Name]>;
};

/** One event: the declared fields by their names. It is only valid until the handler returns. */
export type ChiselEvent<Name extends FieldName> = { readonly [N in Name]: FieldValue<N> };

/** What a chisel may know of the run. */
export interface Run<D extends ArgDefinitions> {
  readonly args: Args<D>;
  /** Output is meant for programs: `table` and `emit` write JSON lines. */
  readonly json: boolean;
  /** Events happen now; otherwise they come from a capture. */
  readonly live: boolean;
}

/** The end of an interval of event time. */
export interface Interval {
  /** Time stamp of the first event after it, in nanoseconds since the epoch. */
  readonly timeNs: bigint;
  /** Its nominal length in nanoseconds; it was longer when no event came in time to end it. */
  readonly lengthNs: number;
}

/** What a chisel declares; `defineChisel` checks it. */
export interface ChiselDefinition<
  Name extends FieldName = never,
  Definitions extends ArgDefinitions = ArgDefinitions,
> {
  /** Which events it gets; absent: all. */
  readonly filter?: string;
  /** All it sees of an event. */
  readonly fields: readonly Name[];
  readonly args?: Definitions;
  /** Length of an interval in seconds of event time, for `onInterval`. */
  readonly intervalSeconds?: number;
  /** The same for live runs alone: for tables that are shown anew. */
  readonly refreshSeconds?: number;
  readonly onStart?: (run: Run<Definitions>) => void;
  readonly onEvent?: (event: ChiselEvent<Name>, run: Run<Definitions>) => void;
  /** Instead of `onEvent`: many events at once, as columns. */
  readonly onBatch?: (batch: Batch<Name>, run: Run<Definitions>) => void;
  readonly onInterval?: (interval: Interval, run: Run<Definitions>) => void;
  readonly onEnd?: (run: Run<Definitions>) => void;
  /**
   * Shows what has been gathered: at the end, where `isLast` is true, and in live runs at each interval
   * too. Called after `onInterval` and `onEnd`.
   */
  readonly onReport?: (run: Run<Definitions>, isLast: boolean) => void;
}

/** Declares a chisel: the default export of its entry file. */
export function defineChisel<
  const Name extends FieldName,
  const Definitions extends ArgDefinitions = Record<never, never>,
>(definition: ChiselDefinition<Name, Definitions>): ChiselDefinition<Name, Definitions> {
  const { onReport, onInterval, onEnd } = definition;
  if (onReport === undefined) return definition;
  return {
    ...definition,
    onInterval(interval, run) {
      onInterval?.(interval, run);
      if (run.live) onReport(run, false);
    },
    onEnd(run) {
      onEnd?.(run);
      onReport(run, true);
    },
  };
}

type ArgValue<D extends ArgDefinition> = D extends { choices: readonly (infer C extends string)[] }
  ? C
  : D['type'] extends 'number'
    ? number
    : D['type'] extends 'boolean'
      ? boolean
      : string;

type Absent<D extends ArgDefinition> = D extends { default: string | number | boolean }
  ? never
  : D extends { optional: true }
    ? undefined
    : never;
