/** How the part of an entry that depends on its fd's type is laid out. */
export interface FdLayout {
  readonly part: 'nothing' | 'connection' | 'server' | 'unix' | 'file' | 'name';
  readonly addressBytes: number;
}

const NAME: FdLayout = { part: 'name', addressBytes: 0 };

/** By fd type. */
const layouts: readonly FdLayout[] = [
  { part: 'nothing', addressBytes: 0 },
  NAME,
  NAME,
  { part: 'connection', addressBytes: 4 },
  { part: 'connection', addressBytes: 16 },
  { part: 'server', addressBytes: 4 },
  { part: 'server', addressBytes: 16 },
  NAME,
  { part: 'unix', addressBytes: 0 },
  ...new Array<FdLayout>(7).fill(NAME),
  { part: 'file', addressBytes: 0 },
  ...new Array<FdLayout>(5).fill(NAME),
];

/** The layout of an fd type, undefined when no version of the format knows it. */
export function knownFdLayout(type: number): FdLayout | undefined {
  return layouts[type];
}

/** The layout under which an fd type is written. */
export function fdLayoutOf(type: number): FdLayout {
  return layouts[type] ?? NAME;
}
