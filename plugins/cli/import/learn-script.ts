import { basename, dirname } from 'node:path';
import { EventTable } from '@chisel/core/event/event-table.ts';
import { guestError } from '@chisel/core/sandbox/guest-errors.ts';
import { defaultLimits, GuestFault } from '@chisel/core/sandbox/runtime.ts';
import { readScript, ScriptExited, type ScriptDescription } from '@chisel/lua';
import { chiselPath } from '@chisel/registry/finding.ts';
import { noChisel } from '../author/errors.ts';
import type { CommandLine } from '../command-line/parse-command-line.ts';
import { settingsOf } from '../command-line/settings.ts';
import type { Run } from '../commands/read.ts';
import { chiselFolders } from '../run/chisels/chisel-folders.ts';
import { Language } from '../run/language.ts';
import { reachOfScript } from '../run/chisels/reach.ts';
import { ScriptChisel } from '../run/lua/script-chisel.ts';
import type { ScriptPlace } from '../run/lua/script-place.ts';
import { readFile } from '../commands/script-info.ts';
import { fieldsInText } from './fields-in-text.ts';

/** What is known of a script after it has been run once without events. */
export interface Learnt {
  readonly name: string;
  /** The arguments that it was run with. */
  readonly args: string;
  readonly about: ScriptDescription;
  /** Its sources by their paths, as byte strings; the script itself is the first. */
  readonly files: ReadonlyMap<string, string>;
  readonly filter: string;
  readonly fields: readonly string[];
  readonly tables: readonly string[];
  /** Why it could not be run to the first event; what its text says is known all the same. */
  readonly unknown: string | undefined;
}

const limits = { ...defaultLimits, memoryMb: 256, timeMs: 5000 };

/** Runs a script up to its first event, with these arguments or what may stand for them. */
export async function learnScript(
  file: string,
  word: string | undefined,
  line: CommandLine,
): Promise<Learnt> {
  const about = await readFile(file);
  if (!about.isRunnable) {
    const reason = about.viewId === undefined ? 'has no table args' : 'describes a view';
    throw noChisel({ file, reason });
  }
  const name = basename(file, '.lua');
  const settings = settingsOf(line);
  const table = new EventTable('classic');
  const language = new Language(table, settings);
  const run = { settings, table, position: { event: undefined } } as unknown as Run;
  const path = `${name.replaceAll(/[^\w.@+-]+/g, '-')}.lua`;
  const place: ScriptPlace = {
    name,
    files: new Map(),
    folders: [dirname(file), ...chiselPath(), ...chiselFolders()],
    limits,
    ...reachOfScript(settings),
    grants: [],
    checkField: () => undefined,
    filterFor: (filter) => filter,
  };
  const source = { text: readScript(file) ?? '', chunkName: `@${path}` };
  try {
    const chisel = await ScriptChisel.load(place, source, run, language);
    const args = word ?? standIns(about);
    const known = await toFirstEvent(chisel, args);
    const files = new Map([[path, source.text], ...chisel.sources]);
    const all = [...files.values()];
    const fields = [...new Set([...chisel.fields, ...fieldsInText(all, language.fields)])];
    return {
      name,
      args,
      about,
      files,
      filter: about.args.length === 0 ? chisel.filter : '',
      fields,
      tables: tablesIn(all),
      unknown: known,
    };
  } catch (error) {
    throw error instanceof GuestFault ? guestError(name, error, limits) : error;
  }
}

/** Undefined when it came that far; else why not. */
async function toFirstEvent(chisel: ScriptChisel, word: string): Promise<string | undefined> {
  try {
    await chisel.setArguments(word === '' ? undefined : word);
    await chisel.init('evt.num>0');
    await chisel.learn();
    return undefined;
  } catch (error) {
    if (error instanceof GuestFault || error instanceof ScriptExited) return error.message;
    throw error;
  } finally {
    await chisel.close();
  }
}

const standInsByType: Readonly<Record<string, string>> = {
  int: '1',
  ipv4: '127.0.0.1',
  filter: 'evt.num>0',
};

/** Something of the right kind for each argument that must be given. */
function standIns({ args }: ScriptDescription): string {
  const required = args.filter(({ optional }) => !optional);
  return required.map(({ type }) => standInsByType[type] ?? 'proc.name').join(' ');
}

function tablesIn(sources: readonly string[]): string[] {
  const has = (pattern: RegExp): boolean => sources.some((text) => pattern.test(text));
  return [
    ...(has(/\bget_thread_table\w*/) ? ['threads', 'fds'] : []),
    ...(has(/\bget_container_table\b/) ? ['containers'] : []),
  ];
}
