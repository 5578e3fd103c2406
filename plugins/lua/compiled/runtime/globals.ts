import { NO_ENTRY, setIndex, index } from './fields.ts';
import type { Entry, Table } from './table.ts';
import type { Value } from './value.ts';

/** A global that code names; its entry counts while it has a value. */
export interface GlobalSite {
  readonly key: string;
  readonly table: Table;
  entry: Entry;
}

export function globalSite(table: Table, key: string): GlobalSite {
  return { key, table, entry: table.find(key) ?? NO_ENTRY };
}

/** The value of a global whose entry has none. */
export function getGlobal(site: GlobalSite): Value {
  const entry = site.table.find(site.key);
  if (entry?.value === undefined) return index(site.table, site.key);
  site.entry = entry;
  return entry.value;
}

export function setGlobal(site: GlobalSite, value: Value): void {
  if (site.entry.value !== undefined) site.entry.value = value;
  else setIndex(site.table, site.key, value);
}
