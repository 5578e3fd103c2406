import tables from './flag-conversions.json' with { type: 'json' };

/** A value that has any of the bits `any`, or equals `equals` under `mask`, adds `becomes`. */
export type FlagRow = readonly [any: number, mask: number, equals: number, becomes: number];

/** How a value of the kernel becomes one of captures, as a flag_table. */
export interface FlagConversion {
  /** Bits that stay what they are. */
  readonly kept: number;
  /** What it is when no row applies. */
  readonly otherwise: number;
  readonly rows: readonly FlagRow[];
}

const named = tables as unknown as Record<string, Partial<FlagConversion>>;
const names = Object.keys(named);

/** All conversions in the order of their numbers. */
export const flagConversions: readonly FlagConversion[] = Object.values(named).map(
  ({ kept = 0, otherwise = 0, rows = [] }) => ({ kept, otherwise, rows }),
);

/** The number of the conversion for a table of flags, -1 when its values stay what they are. */
export function conversionNumber(flagTable: string): number {
  return names.indexOf(flagTable);
}

/** The same conversion as in the kernel, for what is not an event. */
export function convertFlags(flagTable: string, value: number): number {
  const conversion = flagConversions[conversionNumber(flagTable)];
  if (!conversion) return value;
  const applied = conversion.rows.filter(
    ([any, mask, equals]) => (value & any) !== 0 || (mask !== 0 && (value & mask) >>> 0 === equals),
  );
  if (applied.length === 0 && conversion.kept === 0) return conversion.otherwise;
  return applied.reduce((bits, [, , , becomes]) => bits | becomes, value & conversion.kept);
}
