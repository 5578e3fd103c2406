import type { ViewInfo } from '@chisel/lua';
import { fieldAt, filterAt, keyOf, layoutView, TOP_DEPTH } from './view-layout.ts';

/** Stands for the key in the filters that lead from one view into another. */
const KEY = '@#$f1CA^&;';

/** The filters for what is behind a row of a view. */
export interface DrillDown {
  /** All events of the row. */
  readonly filterTemplate: string;
  /** Those that the view behind it shows. */
  readonly filterTemplateF: string;
}

export interface DrillDownOptions {
  readonly view: ViewInfo;
  readonly views: readonly ViewInfo[];
  /** The filter of the command line. */
  readonly filter: string;
  readonly withContainers: boolean;
}

export function drillDown({ view, views, filter, withContainers }: DrillDownOptions): DrillDown {
  const key = keyOf(layoutView(view, withContainers), view);
  const field = key === undefined ? '' : key.filterField || fieldAt(key, TOP_DEPTH);
  const target = viewBehind(view, views, field);
  if (target === undefined) {
    const own = both(filter, filterAt(view, TOP_DEPTH));
    return { filterTemplate: filter, filterTemplateF: own };
  }
  const depth = TOP_DEPTH + Number(view.drilldownIncreasesDepth);
  const inherited = view.propagatesFilter ? filterAt(view, depth) : '';
  const row = `${inherited === '' ? '' : `(${inherited}) and `}${field}="${KEY}"`;
  const filterTemplate = both(filter, row);
  return { filterTemplate, filterTemplateF: both(filterTemplate, filterAt(target, depth)) };
}

/** The view that says so itself, else the first by name that can show what belongs to the field. */
function viewBehind(
  view: ViewInfo,
  views: readonly ViewInfo[],
  field: string,
): ViewInfo | undefined {
  const byName = [...views].sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
  return (
    byName.find(({ id }) => id === view.drilldownTarget) ??
    byName.find(({ appliesTo }) => appliesTo.includes(field))
  );
}

/** Both filters, of which either may be empty. */
export function both(first: string, second: string): string {
  if (first === '' || second === '') return first + second;
  return `(${first}) and (${second})`;
}
