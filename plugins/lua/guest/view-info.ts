/** A view of sysdig's table viewer, as its script describes it; texts are byte strings. */
export interface ViewInfo {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly tips: readonly string[];
  /** table: a row a key; list: a row an event. */
  readonly type: 'table' | 'list' | 'spectrogram';
  /** Fields whose choice may lead into this view; '' stands for the start. */
  readonly appliesTo: readonly string[];
  readonly filter: string;
  readonly useDefaults: boolean;
  readonly isRoot: boolean;
  readonly drilldownTarget: string;
  readonly drilldownIncreasesDepth: boolean;
  readonly spectroType: string;
  readonly propagatesFilter: boolean;
  readonly columns: readonly ViewColumn[];
  readonly actions: readonly ViewAction[];
}

export interface ViewColumn {
  readonly name: string;
  readonly description: string;
  readonly field: string;
  readonly filterField: string;
  /** Width in characters; -1: the rest of the line. */
  readonly size: number;
  readonly isKey: boolean;
  readonly isGroupKey: boolean;
  readonly isSorting: boolean;
  readonly filtersInChildOnly: boolean;
  readonly aggregation: Aggregation | undefined;
  readonly groupAggregation: Aggregation | undefined;
  /** "default" and "containers" say whether it is shown without and with containers. */
  readonly tags: readonly string[];
}

export const aggregations = ['SUM', 'AVG', 'TIME_AVG', 'MIN', 'MAX'] as const;
export type Aggregation = (typeof aggregations)[number];

/** A shell command of a view; shown, never run. */
export interface ViewAction {
  readonly hotkey: string;
  readonly command: string;
  readonly description: string;
  readonly asksFirst: boolean;
  readonly waits: boolean;
}
