import type { EventTable } from '@chisel/core/event/event-table.ts';
import type { SectionStart } from '@chisel/core/event/source.ts';
import type { TableName } from '@chisel/core/sandbox/grants.ts';
import type { Event } from '@chisel/core/state/event.ts';
import { Need } from '@chisel/core/state/needs.ts';
import { State } from '@chisel/core/state/state.ts';
import { containerData } from './container-data.ts';
import type { HostData } from './host-data.ts';
import { threadData, type ThreadDataOptions } from './thread-data.ts';

/** Where the run stands. */
export interface TableRun {
  readonly table: EventTable;
  readonly position: { readonly event: Event | undefined };
}

/** The tables that a chisel may read, as they are at the event at hand. */
export class Tables {
  readonly #declared: ReadonlySet<TableName>;
  readonly #run: TableRun;
  #section: SectionStart | undefined;
  #startState: State | undefined;

  constructor(declared: ReadonlySet<TableName>, run: TableRun) {
    this.#declared = declared;
    this.#run = run;
  }

  /** A capture has been opened, or none is open. */
  open(section: SectionStart | undefined): void {
    this.#section = section;
    this.#startState = undefined;
  }

  /** Threads, with their fds as far as these are declared too. */
  threads(options: ThreadDataOptions): HostData {
    this.#check('threads');
    const withFds = options.withFds && this.#declared.has('fds');
    return threadData(this.state, { ...options, withFds });
  }

  containers(): HostData {
    this.#check('containers');
    return containerData(this.state);
  }

  /** The state at the event at hand; before the first, what the tables of the capture say. */
  get state(): State {
    const { event } = this.#run.position;
    if (event !== undefined) return event.state;
    this.#startState ??= this.#createState();
    return this.#startState;
  }

  #createState(): State {
    const state = new State(this.#run.table, Need.ALL);
    if (this.#section) state.load(this.#section.tables);
    return state;
  }

  #check(table: TableName): void {
    if (this.#declared.has(table)) return;
    throw new Error(`it reads the table ${table}, which its chisel.json does not declare`);
  }
}
