import { host } from './host.ts';
import { formatTable, tableObjects, type Table } from './table.ts';

/** Writes a line of text. */
export function print(text: unknown): void {
  host.print(`${String(text)}\n`);
}

/** Shows a table; live and on a terminal it takes the place of the one before it. */
export function table(content: Table): void {
  if (host.json) host.table(`${toJson(tableObjects(content))}\n`);
  else host.table(formatTable(content, host.terminal ? host.width : 0));
}

/** Writes a value as a line of JSON; a bigint becomes a number in full. */
export function emit(value: unknown): void {
  host.emit(`${toJson(value)}\n`);
}

interface RawJson {
  rawJSON(text: string): unknown;
}

function toJson(value: unknown): string {
  const { rawJSON } = JSON as unknown as RawJson;
  const json = JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'bigint' ? rawJSON(part.toString()) : part,
  ) as string | undefined;
  return json ?? 'null';
}
