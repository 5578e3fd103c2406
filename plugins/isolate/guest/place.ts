/** Where the guest is: what it prints belongs to this event. One for the whole guest. */
export const place = {
  /** Row of the batch at hand. */
  row: 0,
  rowNums: new Float64Array(1) as Float64Array,
  /** Two a row: low and high half of the time stamp. */
  rowTimes: new Uint32Array(2) as Uint32Array,
  /** Number of the event at hand, or `NUM_OF_ROW`. */
  num: 0,
};

/** The event at hand is the one of the row. */
export const NUM_OF_ROW: number = -Infinity;

export function currentNum(): number {
  return place.num === NUM_OF_ROW ? (place.rowNums[place.row] as number) : place.num;
}
