import data from './constants.json' with { type: 'json' };

type Pair = [number, string];

/** Numbers of the fd types in capture files, with the character of event lines and `fd.type`. */
export interface FdTypeRow {
  readonly value: number;
  readonly name: string;
  readonly char: string;
  readonly typeText: string;
}

export const fdTypes: readonly FdTypeRow[] = (
  data.fdTypes as [number, string, string, string][]
).map(([value, name, char, typeText]) => ({ value, name, char, typeText }));

/** Letters of the transport protocols by number: 2 tcp, 3 udp, 4 icmp, 5 raw. */
export const l4Chars: readonly string[] = (data.l4 as [number, string, string][]).map(
  (row) => row[2],
);

export const errnoNames: ReadonlyMap<number, string> = new Map(data.errno as Pair[]);
export const signalNames: ReadonlyMap<number, string> = new Map(data.signals as Pair[]);
export const capabilityNames: ReadonlyMap<number, string> = new Map(data.capabilities as Pair[]);

/** `AT_FDCWD`: the directory fd that stands for the current directory. */
export const AT_FDCWD = -100;
