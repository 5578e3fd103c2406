import type { Edition } from '@chisel/core/event/event-table.ts';
import { parseGrant, type Grant } from '@chisel/core/sandbox/grants.ts';
import type { BufferFormat, TextOptions, TimeMode } from '@chisel/core/field/text-options.ts';
import { badOptionValue, optionsExclude } from './errors.ts';
import { writesToTerminal } from '../terminal.ts';
import type { CommandLine } from './parse-command-line.ts';
import { wholeNumber } from './whole-number.ts';
import { writeSettingsOf, type WriteSettings } from './write-settings.ts';

/** What a run that reads captures was asked to do, checked. */
export interface Settings {
  /** What to read, one after the other; undefined is the running kernel. */
  readonly files: readonly (string | undefined)[];
  readonly edition: Edition;
  readonly text: TextOptions;
  /** Undefined: the default format of where the output goes. */
  readonly format: string | undefined;
  readonly maxEvents: number | undefined;
  readonly maxDurationNs: number | undefined;
  readonly suppressedComms: readonly string[];
  readonly json: boolean;
  readonly quiet: boolean;
  readonly summary: boolean;
  readonly verbose: boolean;
  readonly debug: boolean;
  readonly unbuffered: boolean;
  readonly progress: boolean;
  readonly excludeUsers: boolean;
  readonly displayFilter: boolean;
  /** Undefined: no capture is written. */
  readonly write: WriteSettings | undefined;
  /** Bytes of each buffer to capture. */
  readonly snaplen: number;
  readonly pageFaults: boolean;
  /** Whether one of the formats with containers, pods or tasks was asked for. */
  readonly printsContainers: boolean;
  /** Whether scripts are shown each event before the next is decoded. */
  readonly exact: boolean;
  /** What chisels may do besides what their manifests declare. */
  readonly allow: readonly Grant[];
  /** Whom to become once the probe is attached. */
  readonly user: string | undefined;
}

const bufferFormats: readonly [key: string, format: BufferFormat, option: string][] = [
  ['ascii', 'ascii', '-A'],
  ['base64', 'base64', '-b'],
  ['hex', 'hex', '-x'],
  ['hexAscii', 'hexAscii', '-X'],
];

const BUFFER_LIMIT = 80;
const DEFAULT_SNAPLEN = 80;
const MAX_SNAPLEN = 65000;
const CONTAINER_FORMAT = lineFormat('%container.name');
/** Formats that have a letter of their own: with containers, Kubernetes pods, Mesos tasks. */
const namedFormats: ReadonlyMap<string, string> = new Map([
  ['c', CONTAINER_FORMAT],
  ['container', CONTAINER_FORMAT],
  ['k', lineFormat('%k8s.pod.name')],
  ['kubernetes', lineFormat('%k8s.pod.name')],
  ['m', lineFormat('%mesos.task.name')],
  ['mesos', lineFormat('%mesos.task.name')],
]);

/** Checks the values of the command line's options. */
export function settingsOf(line: CommandLine): Settings {
  const has = (key: string): boolean => line.switches.has(key);
  const last = (key: string): string | undefined => line.values.get(key)?.at(-1);
  const print = last('print');
  const duration = last('duration');
  const count = last('numevents');
  const json = has('json');
  const files = line.values.get('read') ?? [];
  if (files.indexOf('-') !== files.lastIndexOf('-')) {
    throw badOptionValue({ option: '-r', value: '-', expected: 'standard input once' });
  }
  return {
    files: files.length === 0 ? [undefined] : files,
    edition: oneOf('--edition', last('edition') ?? 'classic', ['classic', 'newest']),
    text: textOptions(line, json),
    format: print === undefined ? undefined : (namedFormats.get(print) ?? print),
    maxEvents: count === undefined ? undefined : wholeNumber('-n', count),
    maxDurationNs: duration === undefined ? undefined : wholeNumber('-M', duration) * 1e9,
    suppressedComms: line.values.get('suppressComm') ?? [],
    json,
    quiet: has('quiet') || line.values.has('write'),
    summary: has('summary'),
    verbose: has('verbose'),
    debug: has('debug'),
    unbuffered: has('unbuffered'),
    progress: has('progress'),
    excludeUsers: has('excludeUsers'),
    displayFilter: has('displayFilter'),
    write: writeSettingsOf(line),
    snaplen: snaplenOf(last('snaplen')),
    pageFaults: has('pageFaults'),
    printsContainers: print !== undefined && namedFormats.has(print),
    exact: has('exact'),
    allow: (line.values.get('allow') ?? []).map(parseGrant),
    user: last('user'),
  };
}

function textOptions(line: CommandLine, json: boolean): TextOptions {
  const chosen = bufferFormats.filter(([key]) => line.switches.has(key));
  if (chosen.length > 1) throw optionsExclude({ options: chosen.map(([, , option]) => option) });
  const cut = !line.switches.has('verbose') && line.chisels.length === 0;
  return {
    bufferFormat: chosen[0]?.[1] ?? 'dotted',
    bufferLimit: cut ? BUFFER_LIMIT : Infinity,
    resolvePorts: line.switches.has('resolvePorts'),
    timeMode: oneOf<TimeMode>('-t', line.values.get('timetype')?.at(-1) ?? 'h', [
      'h',
      'a',
      'r',
      'd',
      'D',
    ]),
    json,
    ...(writesToTerminal() && { terminal: true }),
  };
}

function lineFormat(nameField: string): string {
  return (
    `*%evt.num %evt.outputtime %evt.cpu ${nameField} (%container.id) ` +
    '%proc.name (%thread.tid:%thread.vtid) %evt.dir %evt.type %evt.info'
  );
}

function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) {
    throw badOptionValue({ option, value, expected: `one of ${allowed.join(', ')}` });
  }
  return found;
}

function snaplenOf(value: string | undefined): number {
  if (value === undefined) return DEFAULT_SNAPLEN;
  const bytes = /^\d+$/.test(value) ? Number(value) : -1;
  if (bytes < 0 || bytes > MAX_SNAPLEN) {
    const expected = `a number of bytes from 0 to ${String(MAX_SNAPLEN)}`;
    throw badOptionValue({ option: '-s', value, expected });
  }
  return bytes;
}
