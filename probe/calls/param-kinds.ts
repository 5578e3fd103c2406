import { MAX_FIXED } from '../layout.ts';

/** At hand when a call begins or ends. */
const plain = [
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

/** Flags, numbers and times in user memory; files; the task; what depends on a command of the call. */
const values = [
  'flags',
  'flagsAt',
  'at',
  'fdAt',
  'limitAt',
  'gotLimitAt',
  'time',
  'textRead',
  'bytes',
  'got32',
  'openFlags',
  'openFlagsAt',
  'mode',
  'dev',
  'ino',
  'inoAt',
  'filePath',
  'mountFlags',
  'vmSize',
  'vmRss',
  'vmSwap',
  'capInheritable',
  'capPermitted',
  'capEffective',
  'ptraceAddress',
  'ptraceData',
  'prctlText',
  'prctlValue',
  'quotaCommand',
  'quotaType',
  'quotaFormat',
  'quotaPath',
  'quotaLimits',
  'quotaInfo',
  'quotaInfoFlags',
  'semaphore',
  'semaphoreFlags',
  'semaphoreValue',
  'valueBytes',
  'valueText',
  'fdOrError',
  'keyArgument',
] as const;

/** Addresses and connections. */
const sockets = [
  'address',
  'tupleConnected',
  'tupleAccepted',
  'tupleSent',
  'tupleReceived',
  'queuePercent',
  'queueLength',
  'queueMost',
  'socketAt',
  'socketPointer',
  'optionLevel',
  'optionName',
  'optionValue',
  'optionBytes',
  'optionBytesAt',
] as const;

/** Buffers in pieces, messages, sets of fds. */
const vectors = [
  'iovBytes',
  'iovRead',
  'iovWritten',
  'gotBytes',
  'fdsAsked',
  'fdsReady',
  'messageBytes',
  'messageRead',
  'messageWritten',
  'messageControl',
  'messageTupleSent',
  'messageTupleReceived',
] as const;

/**
 * Where the value of a param can come from, in the order of their numbers. The build writes them as an
 * enum for the kernel side; the words are those of calls.json.
 */
export const paramKinds = [...plain, ...values, ...sockets, ...vectors] as const;

export type ParamKind = (typeof paramKinds)[number];

/** A program that fills events in, and the kinds it knows. */
export interface Filler {
  readonly name: string;
  readonly kinds: ReadonlySet<ParamKind>;
}

const memory = ['flags', 'flagsAt', 'at', 'time'] as const;

/**
 * The fillers in the order of their numbers; the first is the program that every call begins in, and its
 * kinds are also those of the second.
 */
export const fillers: readonly Filler[] = [
  { name: 'call', kinds: new Set(plain) },
  { name: 'values', kinds: new Set([...plain, ...values]) },
  { name: 'sockets', kinds: new Set([...plain, ...memory, ...sockets]) },
  { name: 'vectors', kinds: new Set([...plain, ...memory, ...vectors]) },
];

/** Programs that fill in the exits of some calls, as a whole. Their numbers follow those of the fillers. */
export const exitFillers: readonly { readonly name: string; readonly calls: readonly string[] }[] =
  [
    { name: 'exec', calls: ['execve', 'execveat'] },
    { name: 'clone', calls: ['clone', 'clone3', 'fork', 'vfork'] },
  ];

/** The number of a kind. */
export function kindNumber(kind: ParamKind): number {
  return paramKinds.indexOf(kind);
}

/** Kinds whose values always have the same length, given here or by the rule, 0 for none. */
const fixedKinds: ReadonlyMap<ParamKind, number | 'given'> = new Map<ParamKind, number | 'given'>([
  ['empty', 0],
  ['res', 8],
  ['s32', 8],
  ['u64', 8],
  ['u32', 4],
  ['u16', 2],
  ['u8', 1],
  ['const', 'given'],
]);

/** The lengths of the params in front that are known before the event. */
export function fixedLengths(
  params: readonly { readonly kind: ParamKind; readonly bytes: number }[],
): number[] {
  const lengths = params.map(({ kind, bytes }) => {
    const length = fixedKinds.get(kind);
    return length === 'given' ? bytes : length;
  });
  const end = lengths.indexOf(undefined);
  return lengths.slice(0, Math.min(end < 0 ? lengths.length : end, MAX_FIXED)) as number[];
}
