import { LuaError } from '../vm/lua-error.ts';
import type { LuaTable, LuaValue, LuaVm } from '../vm/lua-vm.ts';
import { isTable } from './read-script.ts';
import { textOf } from './text-of.ts';
import {
  aggregations,
  type Aggregation,
  type ViewAction,
  type ViewColumn,
  type ViewInfo,
} from './view-info.ts';

const viewTypes = ['table', 'list', 'spectrogram'] as const;

/** Reads the table `view_info` of a script. Keys that nobody knows are passed over. */
export function readView(vm: LuaVm, table: LuaTable): ViewInfo {
  const read = reader(vm, table, `view ${textOf(vm.get(table, 'id')) ?? ''}`);
  const type = viewTypes.find((name) => name === read.text('view_type', 'table'));
  if (type === undefined)
    throw new LuaError(`${read.what}: view_type must be either 'table' or 'list'`);
  return {
    id: read.text('id'),
    name: read.text('name'),
    description: read.text('description'),
    tags: read.texts('tags'),
    tips: read.texts('tips'),
    type,
    appliesTo: read.texts('applies_to'),
    filter: read.text('filter'),
    useDefaults: read.flag('use_defaults'),
    isRoot: read.flag('is_root'),
    drilldownTarget: read.text('drilldown_target'),
    drilldownIncreasesDepth: read.flag('drilldown_increase_depth'),
    spectroType: read.text('spectro_type'),
    propagatesFilter: read.flag('propagate_filter', true),
    columns: read.tables('columns').map((column) => readColumn(vm, column, read.what)),
    actions: read.tables('actions').map((action) => readAction(vm, action, read.what)),
  };
}

function readColumn(vm: LuaVm, table: LuaTable, what: string): ViewColumn {
  const read = reader(vm, table, what);
  const column = {
    name: read.text('name'),
    description: read.text('description'),
    field: read.text('field'),
    filterField: read.text('filterfield'),
    size: read.number('colsize', -1),
    isKey: read.flag('is_key'),
    isGroupKey: read.flag('is_groupby_key'),
    isSorting: read.flag('is_sorting'),
    filtersInChildOnly: read.flag('filter_in_child_only'),
    aggregation: aggregationOf(read.text('aggregation'), what),
    groupAggregation: aggregationOf(read.text('groupby_aggregation'), what),
    tags: read.texts('tags'),
  };
  if (column.filterField !== '' && !column.isKey && !column.isGroupKey) {
    throw new LuaError(`${what}: filterfield specified for a column that is no key`);
  }
  return column;
}

function aggregationOf(name: string, what: string): Aggregation | undefined {
  if (name === '') return undefined;
  const known = aggregations.find((aggregation) => aggregation === name);
  if (known === undefined) throw new LuaError(`${what}: unknown view column aggregation ${name}`);
  return known;
}

function readAction(vm: LuaVm, table: LuaTable, what: string): ViewAction {
  const read = reader(vm, table, what);
  const hotkey = read.text('hotkey');
  const command = read.text('command');
  if (hotkey.length !== 1) throw new LuaError(`${what}: a hotkey must be a single character`);
  if (command === '') throw new LuaError(`${what}: an action needs a command`);
  return {
    hotkey,
    command,
    description: read.text('description'),
    asksFirst: read.flag('ask_confirmation'),
    waits: read.flag('wait_finish', true),
  };
}

/** Reads the values of a table by their keys, with errors that name the view. */
function reader(vm: LuaVm, table: LuaTable, what: string) {
  const wrong = (key: string, kind: string): never => {
    throw new LuaError(`error in ${what}: ${key} is not ${kind}`);
  };
  const valueOf = (key: string): LuaValue => vm.get(table, key);
  const items = (key: string): LuaValue[] => {
    const list = valueOf(key);
    if (list === undefined) return [];
    if (!isTable(vm, list)) return wrong(key, 'a table');
    const values: LuaValue[] = [];
    vm.forEach(list, (_key, value) => values.push(value));
    return values;
  };
  return {
    what,
    text: (key: string, preset = ''): string => textOf(valueOf(key)) ?? preset,
    number: (key: string, preset: number): number => {
      const value = valueOf(key);
      if (value === undefined) return preset;
      return typeof value === 'number' ? value : wrong(key, 'a number');
    },
    flag: (key: string, preset = false): boolean => {
      const value = valueOf(key);
      if (value === undefined) return preset;
      return typeof value === 'boolean' ? value : wrong(key, 'a boolean');
    },
    texts: (key: string): string[] =>
      items(key).map((value) => textOf(value) ?? wrong(key, 'a list of strings')),
    tables: (key: string): LuaTable[] =>
      items(key).map((value) => (isTable(vm, value) ? value : wrong(key, 'a list of tables'))),
  };
}
