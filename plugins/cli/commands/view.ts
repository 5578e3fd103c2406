import { nearest } from '@chisel/core/errors/nearest.ts';
import type { ViewInfo } from '@chisel/lua';
import { badOptionValue, unknownView } from '../command-line/errors.ts';
import type { CommandLine } from '../command-line/parse-command-line.ts';
import { settingsOf } from '../command-line/settings.ts';
import { print } from '../print.ts';
import { scriptsInFolders } from '../run/lua/scripts-in-folders.ts';
import { ViewRun } from '../views/view-run.ts';
import { read } from './read.ts';

const LIST = 'list';
/** Views that no script describes: events as lines, and what is read and written. */
const DIG = 'dig';
const ECHO = 'echo';

/** `--view NAME`: a view of captures; `--view list` names the views. */
export async function view(line: CommandLine): Promise<number> {
  const id = line.values.get('view')?.at(-1) ?? LIST;
  if (id === LIST) return listViews();
  const settings = settingsOf(line);
  if (id === DIG && !settings.json) return read(line);
  const info = id === DIG || id === ECHO ? undefined : await findView(id);
  const files = settings.files.filter((file) => file !== undefined);
  if (files.length === 0) {
    throw badOptionValue({
      option: '--view',
      value: id,
      expected: 'a capture to read, with -r FILE',
    });
  }
  for (const file of files) {
    const run = new ViewRun({ file, words: line.words, settings });
    if (id === DIG) await run.dig();
    else if (info === undefined) await run.echo();
    else if (info.type === 'spectrogram' && !settings.json) await run.spectrogram(info);
    else await run.table(info, settings.json ? await allViews() : []);
  }
  return 0;
}

async function listViews(): Promise<number> {
  const views = await allViews();
  const own = [
    [DIG, 'The events, a line each.'],
    [ECHO, 'What is read and written, with the data.'],
  ] as const;
  const rows = [...views.map((one) => [one.id, words(one.description)] as const), ...own];
  rows.sort(([a], [b]) => (a < b ? -1 : Number(a > b)));
  print(rows.map(([id, text]) => `${id.padEnd(28)} ${text}\n`).join(''));
  return 0;
}

async function allViews(): Promise<ViewInfo[]> {
  const scripts = await scriptsInFolders((name) => name.startsWith('v_'));
  return scripts.flatMap(({ about }) => about?.view ?? []);
}

async function findView(id: string): Promise<ViewInfo> {
  const [direct] = await scriptsInFolders((name) => name === `v_${id}`);
  if (direct?.about?.view?.id === id) return direct.about.view;
  const views = await allViews();
  const found = views.find((one) => one.id === id);
  if (found) return found;
  const names = [...views.map((one) => one.id), DIG, ECHO];
  throw unknownView({ name: id, nearest: nearest(id, names) });
}

function words(bytes: string): string {
  const text = Buffer.from(bytes, 'latin1').toString();
  return text
    .replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, ' ')
    .trim()
    .slice(0, 120);
}
