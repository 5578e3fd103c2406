import { indexMethod, metatableOf, shared } from './metatables.ts';
import { raise, raiseOperand } from './raise.ts';
import { type Entry, Table } from './table.ts';
import { first, type Value } from './value.ts';

/** LuaJIT's limit of metatables behind metatables. */
const MAX_CHAIN = 100;

/**
 * A field that a place in the code names. Tables made by the same code have it in the same place among their
 * entries, so that is looked at first.
 */
export interface FieldSite {
  readonly key: string;
  place: number;
}

export const NO_ENTRY: Entry = Object.seal({ key: undefined, value: undefined, place: 0 });

export function fieldSite(key: string): FieldSite {
  return { key, place: 0 };
}

export function index(object: Value, key: Value): Value {
  if (object instanceof Table) {
    const value = object.get(key);
    if (value !== undefined || object.metatable === undefined) return value;
  }
  return indexByMetatables(object, key);
}

export function getField(object: Value, site: FieldSite): Value {
  if (object instanceof Table) {
    const { entries } = object;
    if (site.place < entries.length) {
      const { key, value } = entries[site.place] as Entry;
      if (key === site.key && value !== undefined) return value;
    }
    return findField(object, site);
  }
  return indexByMetatables(object, site.key);
}

function findField(object: Table, site: FieldSite): Value {
  const entry = object.find(site.key);
  if (entry !== undefined && entry.value !== undefined) {
    site.place = entry.place;
    return entry.value;
  }
  const { metatable } = object;
  if (metatable === undefined) return undefined;
  const next = metatable.index;
  if (next === undefined) return undefined;
  return next instanceof Table && next.metatable === undefined
    ? getField(next, site)
    : indexByMetatables(object, site.key);
}

/** A method; those of strings are found in the same way as fields are. */
export function getMethod(object: Value, site: FieldSite): Value {
  if (typeof object !== 'string') return getField(object, site);
  const methods = shared.textMetatable?.index;
  return methods instanceof Table ? getField(methods, site) : indexByMetatables(object, site.key);
}

function indexByMetatables(start: Value, key: Value): Value {
  let object = start;
  for (let i = 0; i < MAX_CHAIN; i++) {
    if (object instanceof Table) {
      const value = object.get(key);
      if (value !== undefined) return value;
    }
    const next = indexMethod(object);
    if (next === undefined) {
      return object instanceof Table ? undefined : raiseOperand('index', object);
    }
    if (typeof next === 'function') return first(next(object, key));
    object = next;
  }
  return raise(() => `'__index' chain too long; possibly a loop`);
}

export function setIndex(object: Value, key: Value, value: Value): void {
  if (object instanceof Table && object.metatable === undefined) setRaw(object, key, value);
  else setByMetatables(object, key, value);
}

export function setRaw(table: Table, key: Value, value: Value): void {
  if (typeof key === 'number') {
    if (key !== key) raise(() => 'table index is NaN');
    table.setNumber(key, value);
  } else if (key === undefined) {
    raise(() => 'table index is nil');
  } else {
    table.setEntry(key, value);
  }
}

export function setField(object: Value, site: FieldSite, value: Value): void {
  if (!(object instanceof Table)) {
    setByMetatables(object, site.key, value);
    return;
  }
  const { entries } = object;
  const entry = site.place < entries.length ? (entries[site.place] as Entry) : NO_ENTRY;
  if (entry.key === site.key && entry.value !== undefined) entry.value = value;
  else storeField(object, site, value);
}

function storeField(object: Table, site: FieldSite, value: Value): void {
  const entry = object.find(site.key);
  if (entry?.value !== undefined) {
    entry.value = value;
    site.place = entry.place;
  } else if (object.metatable === undefined) {
    object.setEntry(site.key, value);
  } else {
    setByMetatables(object, site.key, value);
  }
}

function setByMetatables(start: Value, key: Value, value: Value): void {
  let object = start;
  for (let i = 0; i < MAX_CHAIN; i++) {
    const next = metatableOf(object)?.getText('__newindex');
    if (object instanceof Table && (next === undefined || object.get(key) !== undefined)) {
      setRaw(object, key, value);
      return;
    }
    if (next === undefined) raiseOperand('index', object);
    if (typeof next === 'function') {
      next(object, key, value);
      return;
    }
    object = next;
  }
  raise(() => `'__newindex' chain too long; possibly a loop`);
}
