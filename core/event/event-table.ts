import rows from './event-table.json' with { type: 'json' };
import flagTables from './flag-tables.json' with { type: 'json' };

/**
 * Which vocabulary a run speaks. `classic`: the 336 event types of sysdig 0.29.3 with the params
 * they had then; others are passed over, uncounted, so that event numbers agree. `newest`: all.
 */
export type Edition = 'classic' | 'newest';

/** Bits of `EventType.flags`. */
export const EventFlag = {
  CREATES_FD: 1,
  DESTROYS_FD: 2,
  USES_FD: 4,
  READS_FROM_FD: 8,
  WRITES_TO_FD: 16,
  MODIFIES_STATE: 32,
  UNUSED: 64,
  WAITS: 128,
  SKIPPARSERESET: 256,
  OLD_VERSION: 512,
  LARGE_PAYLOAD: 1024,
} as const;
export type EventFlagName = keyof typeof EventFlag;

export interface FlagEntry {
  readonly name: string;
  readonly value: number;
}
/** `bits`: names OR together; `exact`: one name is the whole value; `mode`: bits, then an exact rest. */
export interface FlagTable {
  readonly name: string;
  readonly match: string;
  readonly entries: readonly FlagEntry[];
}

export interface ParamType {
  readonly name: string;
  /** A name of the parameter types: INT64, FD, FSPATH, FLAGS32, … */
  readonly type: string;
  /** NA, DEC, HEX, OCT, ID, 10_PADDED_DEC or DIR. */
  readonly format: string;
  readonly flagTable: FlagTable | undefined;
  /** DYN: the name of the list of inner types that the value's first byte chooses from. */
  readonly dynamic: string | undefined;
  /** FSRELPATH: the number of the param that holds the directory's fd. */
  readonly dirfdParam: number | undefined;
}

/** One row of the event table. Even ids are enter events, odd ids exit events. */
export interface EventType {
  readonly id: number;
  readonly name: string;
  readonly category: string;
  readonly flags: number;
  readonly params: readonly ParamType[];
  /** Name of the first param, if any: the one that tells a call's result, or the fd it used. */
  readonly firstParamName: string | undefined;
  /** False for ids that the edition does not know. */
  readonly known: boolean;
}

/** The event table of one edition. Types are found by `types[id]`; ids past the end by `typeOf`. */
export class EventTable {
  readonly edition: Edition;
  readonly types: readonly EventType[];
  readonly #byName = new Map<string, EventType[]>();

  constructor(edition: Edition) {
    this.edition = edition;
    this.types = (rows as unknown as Row[]).map((row) => new TableRow(row, edition));
    for (const type of this.types) {
      if (!type.known) continue;
      const same = this.#byName.get(type.name);
      if (same) same.push(type);
      else this.#byName.set(type.name, [type]);
    }
  }

  /** Also answers for ids of newer tables: such events have a name made of their number, no params. */
  typeOf(id: number): EventType {
    return this.types[id] ?? unknownType(id);
  }

  /** The types with this name, enter and exit and all versions. */
  named(name: string): readonly EventType[] {
    return this.#byName.get(name) ?? [];
  }

  names(): string[] {
    return [...this.#byName.keys()];
  }
}

export function isEnter(typeId: number): boolean {
  return (typeId & 1) === 0;
}

interface ParamRow {
  name: string;
  type: string;
  format: string;
  table?: string | null;
  dirfd?: number;
  classic?: {
    name?: string;
    type?: string;
    format?: string;
    table?: string | null;
    /** The directory is the current one, whatever the call says. */
    dirfd?: null;
  };
}
interface Row {
  id: number;
  name: string;
  category: string;
  flags: EventFlagName[];
  params: ParamRow[];
  /** What sysdig 0.29.3 has otherwise; null when it does not know the event. */
  classic?: {
    name?: string;
    category?: string;
    flags?: EventFlagName[];
    paramCount?: number;
  } | null;
}

const tables = new Map<Edition, Map<string, FlagTable>>();

/** A row in one edition. Its params are made when they are first asked for: most types never occur. */
class TableRow implements EventType {
  readonly id: number;
  readonly name: string;
  readonly category: string;
  readonly flags: number;
  readonly known: boolean;
  readonly #row: Row;
  readonly #edition: Edition;
  #params: readonly ParamType[] | undefined = undefined;

  constructor(row: Row, edition: Edition) {
    const classic = edition === 'classic' ? row.classic : undefined;
    this.id = row.id;
    this.name = classic?.name ?? row.name;
    this.category = classic?.category ?? row.category;
    this.flags = (classic?.flags ?? row.flags).reduce((bits, name) => bits | EventFlag[name], 0);
    this.known = classic !== null;
    this.#row = row;
    this.#edition = edition;
  }

  get firstParamName(): string | undefined {
    const { params, classic } = this.#row;
    const [first] = params;
    if (this.#edition === 'newest' || first === undefined) return first?.name;
    return classic?.paramCount === 0 ? undefined : (first.classic?.name ?? first.name);
  }

  get params(): readonly ParamType[] {
    return (this.#params ??= this.#createParams());
  }

  #createParams(): ParamType[] {
    const { params, classic } = this.#row;
    const count = this.#edition === 'classic' ? classic?.paramCount : undefined;
    return params.slice(0, count).map((param) => createParam(param, this.#edition));
  }
}

function createParam(row: ParamRow, edition: Edition): ParamType {
  const param = edition === 'classic' ? { ...row, ...row.classic } : row;
  return {
    name: param.name,
    type: param.type,
    format: param.format,
    flagTable: param.table && param.type !== 'DYN' ? flagTable(param.table, edition) : undefined,
    dynamic: param.type === 'DYN' ? (param.table ?? undefined) : undefined,
    dirfdParam: param.dirfd ?? undefined,
  };
}

function flagTable(name: string, edition: Edition): FlagTable | undefined {
  let ofEdition = tables.get(edition);
  if (!ofEdition) tables.set(edition, (ofEdition = createFlagTables(edition)));
  return ofEdition.get(name);
}

function createFlagTables(edition: Edition): Map<string, FlagTable> {
  const list = flagTables as unknown as {
    name: string;
    match: string;
    entries: [string, number][];
    newer?: string[];
  }[];
  return new Map(
    list.map(({ name, match, entries, newer = [] }) => {
      const kept = entries.filter(([entry]) => edition === 'newest' || !newer.includes(entry));
      return [
        name,
        { name, match, entries: kept.map(([entry, value]) => ({ name: entry, value })) },
      ];
    }),
  );
}

function unknownType(id: number): EventType {
  const name = `event-${id}`;
  const nothing = { flags: 0, params: [], firstParamName: undefined };
  return { ...nothing, id, name, category: 'unknown', known: false };
}
