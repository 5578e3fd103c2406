import type { Consumer } from '@chisel/core/consumer.ts';
import type { ChiselError } from '@chisel/core';
import { ChiselRun, type ChiselSpec } from '@chisel/core/sandbox/chisel-run.ts';
import { defaultLimits, type Runtime } from '@chisel/core/sandbox/runtime.ts';
import {
  findChisel,
  loadFolder,
  loadInstalled,
  manifestLimits,
  type LoadedChisel,
} from '@chisel/registry/running.ts';
import { exitDespiteStuckGuests, hasStuckGuests } from '@chisel/isolate';
import { typescriptRuntime } from '@chisel/typescript';
import { notYet } from '../command-line/errors.ts';
import type { CommandLine } from '../command-line/parse-command-line.ts';
import type { Run } from '../commands/read.ts';
import { reportError } from '../report-error.ts';
import { writesToTerminal } from '../terminal.ts';
import { atExit } from './at-exit.ts';
import { argumentValues, isRequired, type ArgumentValue } from './chisel-arguments.ts';
import { ChiselOutput } from './chisel-output.ts';
import type { Language } from './language.ts';

/** A chisel of the command line with its arguments. */
export interface RequestedChisel {
  readonly loaded: LoadedChisel;
  readonly args: Readonly<Record<string, ArgumentValue>>;
}

/** Finds the chisels of `-c`, and the words of the command line that are not their arguments. */
export function findChisels(
  line: CommandLine,
  language: Language,
): { loaded: RequestedChisel[]; filterWords: string[] } {
  const taken = new Set<number>();
  const loaded = line.chisels.map((request, i) => {
    const chisel = loadChisel(request.name);
    const end = line.chisels[i + 1]?.nextWord ?? line.words.length;
    const words = request.isFollowed ? line.words.slice(request.nextWord, end) : [];
    const word = argumentWord(words, chisel, language);
    if (word !== undefined) taken.add(request.nextWord);
    return { loaded: chisel, args: argumentValues(chisel.manifest, word) };
  });
  return { loaded, filterWords: line.words.filter((_, i) => !taken.has(i)) };
}

/** The guests of one pass. */
export interface RunningChisels {
  readonly consumers: readonly Consumer[];
  /** Writes what is left; false when a chisel was ended. */
  finish(): Promise<boolean>;
}

/** Starts the chisels for one pass over a source. */
export async function startChisels(
  requested: readonly RequestedChisel[],
  run: Run,
  language: Language,
): Promise<RunningChisels> {
  atExit((code) => {
    if (hasStuckGuests()) exitDespiteStuckGuests(code);
  });
  const output = new ChiselOutput(run, isLive(run));
  let sound = true;
  const onFailure = (_chisel: string, error: ChiselError): void => {
    sound = false;
    output.flush();
    reportError(error);
  };
  const chisels = requested.map((chisel) => specOf(chisel, run, language));
  const chiselRun = new ChiselRun({ chisels, sink: output, onFailure });
  chiselRun.signal.addEventListener('abort', run.stop);
  const finish = (): Promise<boolean> => {
    output.flush();
    return Promise.resolve(sound);
  };
  await chiselRun.ready();
  return { consumers: chiselRun.consumers, finish };
}

const runtimes: Readonly<Record<string, Runtime>> = { typescript: typescriptRuntime };

function loadChisel(name: string): LoadedChisel {
  const found = findChisel(name);
  if (found.kind === 'lua') throw notYet({ what: `running the Lua chisel ${found.file}` });
  return found.kind === 'installed' ? loadInstalled(found.name) : loadFolder(found.folder);
}

/**
 * The word that holds a chisel's arguments. When all are optional, the words behind a chisel may also
 * be the filter: they are, when they compile as one.
 */
function argumentWord(
  words: readonly string[],
  { manifest }: LoadedChisel,
  language: Language,
): string | undefined {
  const declared = manifest.args ?? [];
  const [word] = words;
  if (declared.length === 0 || word === undefined) return undefined;
  if (declared.some(isRequired)) return word;
  return isFilter(words.join(' '), language) ? undefined : word;
}

function isFilter(text: string, language: Language): boolean {
  try {
    language.compileFilter(text);
    return true;
  } catch {
    return false;
  }
}

function specOf({ loaded, args }: RequestedChisel, run: Run, language: Language): ChiselSpec {
  const { settings, table } = run;
  const { manifest, program } = loaded;
  const context = { table, text: settings.text };
  const { filter = '' } = manifest;
  const runtime = runtimes[manifest.runtime] ?? unknownRuntime(manifest.runtime);
  const limits = { ...defaultLimits, ...manifestLimits(manifest) };
  const config = {
    args,
    json: settings.json,
    live: isLive(run),
    terminal: writesToTerminal(),
    width: writesToTerminal() ? process.stdout.columns : 0,
  };
  return {
    name: manifest.name,
    text: runtime.text,
    start: (layout, slots) =>
      runtime.createGuest({ name: manifest.name, program, config, layout, slots, limits }),
    limits,
    filterText: filter,
    filter: filter === '' ? undefined : language.compileFilter(filter),
    fields: manifest.fields.map((name) => {
      const { field, argument } = language.fields.resolve(name, 'display');
      return { name, bound: field.bind(context, argument) };
    }),
  };
}

/** Whether events come from the running kernel, as they happen. */
function isLive({ settings }: Run): boolean {
  return settings.files.length === 0;
}

function unknownRuntime(name: string): never {
  throw notYet({ what: `the runtime ${name}` });
}
