import { EventTable } from '@chisel/core/event/event-table.ts';
import { createBus } from '@chisel/core/hooks.ts';
import { nearest } from '@chisel/core/errors/nearest.ts';
import { runPipeline } from '@chisel/core/pipeline.ts';
import type { ViewColumn, ViewInfo } from '@chisel/lua';
import { badOptionValue, unknownView } from '../command-line/errors.ts';
import type { CommandLine } from '../command-line/parse-command-line.ts';
import { settingsOf, type Settings } from '../command-line/settings.ts';
import { print } from '../print.ts';
import { filterText } from '../run/filter-text.ts';
import { Language } from '../run/language.ts';
import { scriptsInFolders } from '../run/lua/scripts-in-folders.ts';
import { scapPlugin } from '../run/scap-plugin.ts';
import { printView } from '../views/print-view.ts';
import { ViewTable, type BoundColumn } from '../views/view-table.ts';

const LIST = 'list';

/** `--view NAME`: a view's rows over a capture; `--view list` names the views. */
export async function view(line: CommandLine): Promise<number> {
  const id = line.values.get('view')?.at(-1) ?? LIST;
  if (id === LIST) {
    const views = await allViews();
    print(views.map((one) => `${one.id.padEnd(28)} ${words(one.description)}\n`).join(''));
    return 0;
  }
  const settings = settingsOf(line);
  const info = await findView(id);
  const [file] = settings.files;
  if (file === undefined) {
    throw badOptionValue({
      option: '--view',
      value: id,
      expected: 'a capture to read, with -r FILE',
    });
  }
  print(await runView(info, file, line, settings));
  return 0;
}

async function allViews(): Promise<ViewInfo[]> {
  const scripts = await scriptsInFolders((name) => name.startsWith('v_'));
  const views = scripts.flatMap(({ about }) => about?.view ?? []);
  return views.sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function findView(id: string): Promise<ViewInfo> {
  const [direct] = await scriptsInFolders((name) => name === `v_${id}`);
  if (direct?.about?.view?.id === id) return direct.about.view;
  const views = await allViews();
  const found = views.find((one) => one.id === id);
  if (found) return found;
  throw unknownView({
    name: id,
    nearest: nearest(
      id,
      views.map((one) => one.id),
    ),
  });
}

async function runView(
  info: ViewInfo,
  file: string,
  line: CommandLine,
  settings: Settings,
): Promise<string> {
  const table = new EventTable(settings.edition);
  // Values are the same in both forms; only the whole is JSON.
  const text = { ...settings.text, json: false };
  const language = new Language(table, { ...settings, text });
  const shown = info.columns.filter((column) => isShown(column, settings.printsContainers));
  const columns = shown.map((column) => ({ column, bound: language.bind(column.field) }));
  const key = Math.max(
    shown.findIndex(({ isKey }) => isKey),
    0,
  );
  const groupKey = shown.findIndex(({ isGroupKey }) => isGroupKey);
  const rows = new ViewTable({
    isList: info.type === 'list',
    useDefaults: info.useDefaults,
    filter:
      info.filter === ''
        ? undefined
        : language.compileFilter(info.filter.replaceAll('%depth', '1')),
    columns,
    key,
    groupKey: groupKey < 0 ? undefined : groupKey,
  });
  const { hooks } = createBus().use(scapPlugin);
  const source = await hooks.openSource.promise({ file, table });
  await runPipeline({
    hooks,
    source,
    table,
    consumers: [rows],
    ...language.pipelineOptions(filterText(line.words, settings)),
    ...(settings.maxEvents !== undefined && { maxEvents: settings.maxEvents }),
  });
  const keyColumn = shown[groupKey < 0 ? key : groupKey] as ViewColumn;
  const visible = rows.shown.map((place) => columns[place] as BoundColumn);
  const { json } = settings;
  return printView({ info, columns: visible, rows: rows.rows(), key: keyColumn, json });
}

/** Columns may be only for runs with containers, or only for those without. */
function isShown({ tags }: ViewColumn, withContainers: boolean): boolean {
  if (tags.length === 0) return true;
  return tags.includes(withContainers ? 'containers' : 'default');
}

function words(bytes: string): string {
  const text = Buffer.from(bytes, 'latin1').toString();
  return text
    .replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, ' ')
    .trim()
    .slice(0, 120);
}
