import type { ViewColumn, ViewInfo } from '@chisel/lua';

/** How many spans deep the trees of traces are opened; a view that is shown at once stands at the top. */
export const TOP_DEPTH = 0;

/** The columns of a view in one run. */
export interface ViewLayout {
  /** The key first, then the key of groups, if any, then what is shown; a list has no keys. */
  readonly columns: readonly ViewColumn[];
  readonly isGrouped: boolean;
  /** The first column that is shown. */
  readonly firstShown: number;
  /** Number of the column that rows are sorted by, as the reference tells it to other programs. */
  readonly sortingNumber: number;
  /** The place of that column; undefined when the rows stay as they come. */
  readonly sortingPlace: number | undefined;
}

/** Leaves out the columns for other runs, and finds those that have a part of their own. */
export function layoutView(view: ViewInfo, withContainers: boolean): ViewLayout {
  const tag = withContainers ? 'containers' : 'default';
  const inOrder = view.columns.filter(({ tags }) => tags.length === 0 || tags.includes(tag));
  const isList = view.type === 'list';
  const columns = isList ? inOrder : withKeysFirst(inOrder);
  const isGrouped = !isList && columns.some(({ isGroupKey }) => isGroupKey);
  const sorting = columns.findLastIndex(({ isSorting }) => isSorting);
  const sortingNumber = sorting < 0 ? (isGrouped ? 2 : 1) : sorting - Number(isGrouped);
  return {
    columns,
    isGrouped,
    firstShown: isList ? 0 : isGrouped ? 2 : 1,
    sortingNumber,
    sortingPlace: sortingPlaceOf(sortingNumber, isList, isGrouped),
  };
}

/** The reference counts a column in front of those of a list, and leaves out the key of what is grouped. */
function sortingPlaceOf(number: number, isList: boolean, isGrouped: boolean): number | undefined {
  if (!isList) return number + Number(isGrouped);
  return number === 0 ? undefined : number - 1;
}

function withKeysFirst(columns: readonly ViewColumn[]): ViewColumn[] {
  const key = columns.findIndex(({ isKey }) => isKey);
  const groupKey = columns.findIndex(({ isGroupKey }) => isGroupKey);
  const places = [key, groupKey].filter((place) => place >= 0);
  const keys = places.map((place) => columns[place] as ViewColumn);
  return [...keys, ...columns.filter((_, place) => !places.includes(place))];
}

/** The key by which a row leads into another view; a list has none. */
export function keyOf({ columns, isGrouped }: ViewLayout, view: ViewInfo): ViewColumn | undefined {
  return view.type === 'list' ? undefined : columns[isGrouped ? 1 : 0];
}

/** The field of a column, as it is at a depth of traces. */
export function fieldAt({ field }: ViewColumn, depth: number): string {
  const name = field.replaceAll(/[ \t]/g, '');
  return name.replaceAll(/%depth-1/g, String(depth - 1)).replaceAll('%depth', String(depth));
}

/** The filter of a view, as it is at a depth of traces. */
export function filterAt({ filter }: ViewInfo, depth: number): string {
  return filter
    .replaceAll(/%depth ?\+ ?1/g, String(depth + 1))
    .replaceAll(/%depth ?- ?1/g, String(depth - 1))
    .replaceAll('%depth', String(depth));
}
