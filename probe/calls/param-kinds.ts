/**
 * Where the value of a param can come from, in the order of their numbers. The build writes them as an
 * enum for the kernel side; the words are those of calls.json.
 */
export const paramKinds = [
  'empty',
  'res',
  's32',
  'u64',
  'u32',
  'u16',
  'u8',
  'text',
  'read',
  'written',
  'const',
] as const;

export type ParamKind = (typeof paramKinds)[number];

/** The programs that fill events in, in the order of their numbers, each with the kinds only it knows. */
export const fillers: readonly { readonly name: string; readonly kinds: readonly ParamKind[] }[] = [
  { name: 'call', kinds: [] },
];

/** The number of a kind. */
export function kindNumber(kind: ParamKind): number {
  return paramKinds.indexOf(kind);
}
