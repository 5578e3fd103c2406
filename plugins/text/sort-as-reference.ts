/** Stretches up to this length are left to the insertion sort at the end. */
const SHORT = 16;

/**
 * The items in order. What is equal comes in the order in which the reference's sort leaves it, so the
 * steps of its C++ library's are followed: quicksort by the median of three, then insertion sort.
 */
export function sortAsReference<Item>(
  items: readonly Item[],
  comesFirst: (a: Item, b: Item) => boolean,
): Item[] {
  const slots = items.map((_item, slot) => slot);
  const before = (a: number, b: number): boolean => comesFirst(items[a] as Item, items[b] as Item);
  partitionRange(slots, 0, slots.length, before);
  insertionSort(slots, before);
  return slots.map((slot) => items[slot] as Item);
}

type Order = (a: number, b: number) => boolean;

function partitionRange(slots: number[], from: number, to: number, before: Order): void {
  let end = to;
  while (end - from > SHORT) {
    const middle = from + Math.floor((end - from) / 2);
    swap(slots, from, medianOf(slots, from + 1, middle, end - 1, before));
    const cut = partition(slots, from, end, before);
    partitionRange(slots, cut, end, before);
    end = cut;
  }
}

/** Which of three places holds the middle value. */
function medianOf(slots: number[], a: number, b: number, c: number, before: Order): number {
  const isBefore = (i: number, k: number): boolean =>
    before(slots[i] as number, slots[k] as number);
  if (isBefore(a, b)) {
    if (isBefore(b, c)) return b;
    return isBefore(a, c) ? c : a;
  }
  if (isBefore(a, c)) return a;
  return isBefore(b, c) ? c : b;
}

/** Divides a range by the value at its start and returns where the second part begins. */
function partition(slots: number[], from: number, to: number, before: Order): number {
  const pivot = slots[from] as number;
  let low = from + 1;
  let high = to;
  for (;;) {
    while (before(slots[low] as number, pivot)) low++;
    high--;
    while (before(pivot, slots[high] as number)) high--;
    if (low >= high) return low;
    swap(slots, low, high);
    low++;
  }
}

function insertionSort(slots: number[], before: Order): void {
  for (let i = 1; i < slots.length; i++) {
    const slot = slots[i] as number;
    let at = i;
    while (at > 0 && before(slot, slots[at - 1] as number)) {
      slots[at] = slots[at - 1] as number;
      at--;
    }
    slots[at] = slot;
  }
}

function swap(slots: number[], a: number, b: number): void {
  const kept = slots[a] as number;
  slots[a] = slots[b] as number;
  slots[b] = kept;
}
