import type { Column } from '@chisel/isolate/guest/columns.ts';
import { place } from '@chisel/isolate/guest/place.ts';
import type { LuaVm } from '../vm/lua-vm.ts';
import { FieldHandle } from './field-handle.ts';
import type { Intervals } from './intervals.ts';
import { LINE } from './line.ts';
import { rowColumn, rowFields, type EventAtHand } from './row-fields.ts';
import type { CaptureFacts, ChiselSetup, ChiselWants } from './setup.ts';

/** How far a chisel has come. */
export type Phase = 'init' | 'start' | 'events' | 'end';

/** One script that runs, and what it has asked for. `chisel.exec` puts another in its place. */
export class Session {
  readonly vm: LuaVm;
  readonly setup: ChiselSetup;
  /** What it is called: the chisel's name, or that of the one that took its place. */
  readonly name: string;
  phase: Phase = 'init';
  facts: CaptureFacts | undefined;
  filter = '';
  /** The filter of the command line; empty while the script is loaded. */
  runFilter = '';
  formatter: string | undefined;
  globalFilter: string | undefined;
  sampleIntervalNs = 0;
  preciseIntervalNs = 0;
  outputFormat: 'json' | 'normal';
  endsCapture = false;
  nextRun: string | undefined;
  /** The chisel that is to take its place. */
  replacement: { name: string; args: string[] } | undefined;
  /** Goes on from capture to capture. */
  intervals: Intervals | undefined;
  readonly handles: FieldHandle[] = [];
  /** Lines of its formatter, made by the host for each row. */
  lines: Column | undefined;
  /** Columns of what `evt` has functions for. */
  readonly hidden = new Map<string, Column>();
  /** The formatter that `lines` was made with. */
  linesFormatter: string | undefined;
  /** Time stamp and number of the event at hand. */
  tsLow = 0;
  tsHigh = 0;
  num = 0;
  /** Whether the event at hand is the one that ended an interval: it is in no row. */
  isBetweenRows = false;
  /** What has been loaded, by the names of the chunks. */
  readonly sources: Readonly<Record<string, string>>;

  constructor(
    vm: LuaVm,
    setup: ChiselSetup,
    name: string,
    sources: Readonly<Record<string, string>>,
  ) {
    this.vm = vm;
    this.sources = sources;
    this.setup = setup;
    this.name = name;
    this.outputFormat = setup.json ? 'json' : 'normal';
  }

  /** Of the row, or of what ended an interval. */
  readonly #eventAtHand: EventAtHand = createEventAtHand(this);

  get intervalNs(): number {
    return this.sampleIntervalNs > 0 ? this.sampleIntervalNs : -this.preciseIntervalNs;
  }

  /** Whether the host waits at the event at hand. */
  get isExact(): boolean {
    return this.facts?.exact === true;
  }

  request(field: string): FieldHandle {
    const handle = new FieldHandle(field);
    this.handles.push(handle);
    return handle;
  }

  /** The fields in the order of their columns. */
  get fields(): string[] {
    return [...new Set(this.handles.map(({ field }) => field))];
  }

  get wants(): ChiselWants {
    return {
      filter: this.filter,
      fields: this.fields,
      intervalNs: this.intervalNs,
      formatter: this.formatter,
      globalFilter: this.globalFilter,
      sources: this.sources,
    };
  }

  /** Ties the handles to the columns of the batches that are to come. */
  attach(names: readonly string[], columns: readonly Column[]): void {
    for (const handle of this.handles) {
      handle.isInEachRow = rowFields.has(handle.field);
      handle.column = handle.isInEachRow
        ? rowColumn(handle.field, this.facts?.zoneS ?? 0, this.#eventAtHand)
        : columns[names.indexOf(handle.field)];
    }
    this.hidden.clear();
    names.forEach((name, i) => this.hidden.set(name, columns[i] as Column));
    this.linesFormatter = this.formatter;
    this.lines = this.hidden.get(LINE);
    this.phase = 'events';
  }
}

function createEventAtHand(session: Session): EventAtHand {
  return {
    get num() {
      if (session.isBetweenRows) return session.num;
      return place.rowNums[place.row] === 0 ? undefined : place.rowNums[place.row];
    },
    get tsLow() {
      return session.isBetweenRows ? session.tsLow : (place.rowTimes[2 * place.row] as number);
    },
    get tsHigh() {
      return session.isBetweenRows ? session.tsHigh : (place.rowTimes[2 * place.row + 1] as number);
    },
  };
}
