import { NIL, NUMBER, newSlot, newString, nilSlot, STRING, textOf, textOfHash } from './values.ts';
import type { FengariString, Slot } from './values.ts';

interface HasIds {
  readonly l_G: { id_counter: number };
}

/** A dense array shorter than this is never moved out of the array part. */
const SMALL = 16;

/**
 * The table of Lua: keys 1..n in an array, in whose order `next` goes first, then the others in the order they
 * came. LuaJIT's order of other keys is random from run to run, its order of an array is this one.
 */
export class FengariTable {
  readonly id: number;
  metatable: FengariTable | null = null;
  /** Bits of the metamethods that are known to be absent. */
  flags = 0;
  /** Slot i holds key i + 1; the last is never nil. */
  array: Slot[] = [];
  /** How far LuaJIT's array part would reach: `#` of an array with holes depends on it. */
  reach = 0;
  /** Nils in the array. */
  holes = 0;
  keys: Slot[] = [];
  values: Slot[] = [];
  places: Map<unknown, number> | null = null;
  /** Entries whose value is nil: they stay for `next` until room is made. */
  dead = 0;

  constructor(L: HasIds) {
    this.id = L.l_G.id_counter++;
  }

  /** Where the lexer looks up strings that it has seen, so that equal ones are one constant. */
  get strong(): { get(hash: string): { key: Slot } | undefined } {
    return {
      get: (hash) => {
        const text = textOfHash(hash);
        const place = text === undefined ? undefined : this.places?.get(text);
        return place === undefined ? undefined : { key: this.keys[place] as Slot };
      },
    };
  }

  get(key: Slot): Slot {
    const { type } = key;
    if (type === STRING) return this.getKey(textOf(key.value as FengariString));
    if (type === NUMBER) return this.getNumber(key.value as number);
    return type === NIL ? nilSlot : this.getKey(key.value);
  }

  getNumber(key: number): Slot {
    const slot = this.array[key - 1];
    return slot === undefined ? this.getKey(key) : slot;
  }

  /** `key` is a string's text, a number that isn't in the array, or a handle. */
  getKey(key: unknown): Slot {
    if (this.places === null) return nilSlot;
    const place = this.places.get(key);
    return place === undefined ? nilSlot : (this.values[place] as Slot);
  }

  /** The entry of a constant name: where it was the last time, it mostly is again. */
  getNamed(name: string, memo: { place: number }): Slot {
    const key = this.keys[memo.place];
    if (key !== undefined && key.type === STRING && (key.value as FengariString).text === name) {
      return this.values[memo.place] as Slot;
    }
    const place = this.places?.get(name);
    if (place === undefined) return nilSlot;
    memo.place = place;
    return this.values[place] as Slot;
  }

  /** The key is neither nil nor NaN. */
  set(key: Slot, value: Slot): void {
    if (key.type === NUMBER) this.setNumber(key.value as number, value);
    else if (key.type === STRING) this.setKey(textOf(key.value as FengariString), key, value);
    else this.setKey(key.value, key, value);
  }

  setNumber(key: number, value: Slot): void {
    const slot = this.array[key - 1];
    if (slot !== undefined) this.#replace(slot, key, value);
    else if (isArrayKey(key) && this.#takesIndex(key)) {
      if (value.type !== NIL) this.#append(key, value);
    } else this.setKey(key, null, value);
  }

  /** `slot` is what to keep as key, null for a number. */
  setKey(key: unknown, slot: Slot | null, value: Slot): void {
    const place = this.places?.get(key);
    if (place !== undefined) {
      const old = this.values[place] as Slot;
      if (old.type === NIL) this.dead -= value.type === NIL ? 0 : 1;
      else if (value.type === NIL) this.dead++;
      old.setfrom(value);
    } else if (value.type !== NIL) this.#insert(key, slot, value);
  }

  /** A new list of the constructor: `count` values from `stack[from]` on, as keys from `first` on. */
  fill(stack: readonly Slot[], from: number, count: number, first: number, isOpen: boolean): void {
    this.#fill(stack, from, count, first);
    // LuaJIT makes room for one more than an open list needs.
    if (isOpen && this.reach > 2) this.#setReach(this.reach + 1);
  }

  #fill(stack: readonly Slot[], from: number, count: number, first: number): void {
    const last = first - 1 + count;
    if (this.places === null && first === this.array.length + 1 && this.holes === 0) {
      for (let i = 0; i < count; i++) this.#push(stack[from + i] as Slot);
      this.#trim();
      this.reach = Math.max(this.reach, last);
      return;
    }
    if (last > this.reach) this.#setReach(last);
    for (let i = 0; i < count; i++) this.setNumber(first + i, stack[from + i] as Slot);
  }

  /** The border that LuaJIT would find. */
  length(): number {
    const { length } = this.array;
    if (this.holes === 0 || this.reach === length) return length;
    let low = 0;
    let high = this.reach;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((this.array[middle - 1] ?? nilSlot).type === NIL) high = middle;
      else low = middle;
    }
    return low;
  }

  /** Where `next` goes on after a key: a number for `entryAt`; -1 when there is no such key. */
  positionAfter(key: Slot): number {
    if (key.type === NIL) return 0;
    if (key.type === NUMBER) {
      const number = key.value as number;
      if (isArrayKey(number) && number <= Math.max(this.array.length, this.reach)) {
        return Math.min(number, this.array.length);
      }
    }
    const hash = key.type === STRING ? textOf(key.value as FengariString) : key.value;
    const place = this.places?.get(hash);
    return place === undefined ? -1 : this.array.length + place + 1;
  }

  /** Writes the first entry at or after a position into two slots; false when there is none. */
  entryAt(position: number, key: Slot, value: Slot): boolean {
    const { length } = this.array;
    let at = position;
    for (; at < length; at++) {
      const slot = this.array[at] as Slot;
      if (slot.type === NIL) continue;
      key.type = NUMBER;
      key.value = at + 1;
      value.setfrom(slot);
      return true;
    }
    for (at -= length; at < this.keys.length; at++) {
      const slot = this.values[at] as Slot;
      if (slot.type === NIL) continue;
      key.setfrom(this.keys[at] as Slot);
      value.setfrom(slot);
      return true;
    }
    return false;
  }

  #replace(slot: Slot, key: number, value: Slot): void {
    if (value.type !== NIL) {
      if (slot.type === NIL) this.holes--;
      slot.setfrom(value);
    } else if (slot.type !== NIL) {
      slot.setnilvalue();
      this.holes++;
      if (key === this.array.length) this.#trim();
    }
  }

  /** Whether a key beyond the array belongs into it. */
  #takesIndex(key: number): boolean {
    return key === this.array.length + 1 || key <= this.reach;
  }

  #append(key: number, value: Slot): void {
    while (this.array.length < key - 1) this.#push(nilSlot);
    this.#push(value);
    const { places } = this;
    if (places !== null && places.size > 0) this.#takeOut(key, places);
    if (this.array.length > this.reach) this.#reachFurther();
    else if (this.array.length === this.reach && places?.has(key + 1)) this.#reachFurther();
  }

  #push(value: Slot): void {
    if (value.type === NIL) this.holes++;
    this.array.push(newSlot(value.type, value.value));
  }

  /** Holds up that the last slot of the array isn't nil. */
  #trim(): void {
    const { array } = this;
    while (array.length > 0 && (array[array.length - 1] as Slot).type === NIL) {
      array.pop();
      this.holes--;
    }
  }

  /** Makes the array part larger and moves the keys into it that belong there now. */
  #reachFurther(): void {
    const { length } = this.array;
    if (length >= SMALL && this.holes * 2 > length) {
      this.#moveOut();
      return;
    }
    this.#setReach(powerOfTwo(Math.max(length, this.reach + 1)));
  }

  #setReach(reach: number): void {
    this.reach = reach;
    const { places } = this;
    if (places === null || places.size === 0) return;
    for (let key = this.array.length + 1; key <= reach; key++) {
      const slot = this.#takeOut(key, places);
      if (slot === undefined) continue;
      while (this.array.length < key - 1) this.#push(nilSlot);
      this.#push(slot);
    }
    if (this.array.length === reach && places.has(reach + 1)) this.#reachFurther();
  }

  /** Removes a key from the other part; its value, unless that was nil. */
  #takeOut(key: number, places: Map<unknown, number>): Slot | undefined {
    const place = places.get(key);
    if (place === undefined) return undefined;
    places.delete(key);
    const slot = this.values[place] as Slot;
    if (slot.type === NIL) return undefined;
    this.values[place] = nilSlot;
    this.dead++;
    return slot;
  }

  /** An array that is mostly holes, as a queue leaves it: only its dense beginning stays. */
  #moveOut(): void {
    const dense = this.array.findIndex((slot) => slot.type === NIL);
    const rest = this.array.splice(dense);
    this.holes = 0;
    this.reach = dense;
    rest.forEach((slot, i) => {
      if (slot.type !== NIL) this.#insert(dense + i + 1, null, slot);
    });
  }

  #insert(key: unknown, slot: Slot | null, value: Slot): void {
    if (this.dead > SMALL && this.dead * 2 > this.keys.length) this.#removeDead();
    if (this.keys.length === 0 && typeof key === 'number' && isArrayKey(key)) {
      const reach = this.#bestReach(key);
      if (reach >= key) {
        this.#setReach(reach);
        this.setNumber(key, value);
        return;
      }
    }
    this.places ??= new Map();
    this.places.set(key, this.keys.length);
    this.keys.push(slot === null ? keySlot(key) : newSlot(slot.type, slot.value));
    this.values.push(newSlot(value.type, value.value));
  }

  /** How far LuaJIT makes the array part reach for one more key: as long as over a quarter of it is used. */
  #bestReach(key: number): number {
    const bins = new Uint32Array(32);
    this.array.forEach((slot, i) => {
      if (slot.type !== NIL) bins[binOf(i + 1)]!++;
    });
    bins[binOf(key)]!++;
    const total = this.array.length - this.holes + 1;
    let reach = 0;
    let sum = 0;
    for (let bin = 0; 2 * total > 2 ** bin && sum !== total; bin++) {
      sum += bins[bin] as number;
      if ((bins[bin] as number) > 0 && 2 * sum > 2 ** bin) reach = 2 ** (bin + 1);
    }
    return reach;
  }

  #removeDead(): void {
    const { keys, values } = this;
    this.keys = [];
    this.values = [];
    this.places = new Map();
    this.dead = 0;
    for (let i = 0; i < keys.length; i++) {
      if ((values[i] as Slot).type === NIL) continue;
      const key = keys[i] as Slot;
      const hash = key.type === STRING ? textOf(key.value as FengariString) : key.value;
      this.places.set(hash, this.keys.length);
      this.keys.push(key);
      this.values.push(values[i] as Slot);
    }
  }
}

/** The handler for an event in a metatable, null when there is none. */
export function metamethodOf(
  L: { readonly l_G: { readonly tmname: readonly FengariString[] } },
  metatable: FengariTable | null,
  event: number,
): Slot | null {
  if (metatable === null || (metatable.flags & (1 << event)) !== 0) return null;
  const handler = metatable.getKey(textOf(L.l_G.tmname[event] as FengariString));
  if (handler.type !== NIL) return handler;
  metatable.flags |= 1 << event;
  return null;
}

function keySlot(key: unknown): Slot {
  return typeof key === 'number'
    ? newSlot(NUMBER, key + 0)
    : newSlot(STRING, newString(key as string));
}

function isArrayKey(key: number): boolean {
  return (key | 0) === key && key > 0;
}

/** Keys 1 and 2, 3 and 4, 5 to 8, and so on. */
function binOf(key: number): number {
  return key > 2 ? 31 - Math.clz32(key - 1) : 0;
}

function powerOfTwo(count: number): number {
  return count <= 1 ? count : 2 ** (32 - Math.clz32(count - 1));
}
