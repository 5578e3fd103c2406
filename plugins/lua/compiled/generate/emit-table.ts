import type { Expression, TableExpression } from '../parse/ast.ts';
import { emitList, emitResults, emitValue, isMultiple } from './emit-expression.ts';
import type { Emitter } from './emitter.ts';
import { quote } from './literals.ts';

export function emitTable(emitter: Emitter, { items, line }: TableExpression): string {
  if (items.length === 0) return 'createTable()';
  const values = items.map(({ value }) => value);
  if (items.every(({ key }) => key === undefined)) {
    return `createList([${emitList(emitter, values)}])`;
  }
  const names = items.map(({ key }) => (key?.kind === 'string' ? key.value : undefined));
  if (isRecord(names)) {
    const record = emitter.constant(`[${names.map(quote).join(', ')}]`);
    return `createRecord(${record}, [${values.map((value) => emitValue(emitter, value)).join(', ')}])`;
  }
  const mark = emitter.sites.mark({ line });
  const all: string[] = [];
  for (const { key, value } of items) {
    all.push(key ? emitValue(emitter, key) : 'POSITION', emitValue(emitter, value));
  }
  const rest = emitRest(emitter, items.at(-1)?.key, values.at(-1));
  if (rest !== undefined) all.splice(-2);
  return `${mark}createMixed([${all.join(', ')}]${rest === undefined ? '' : `, ${rest}`})`;
}

/** Whether all keys are different texts. */
function isRecord(names: readonly (string | undefined)[]): names is readonly string[] {
  return !names.includes(undefined) && new Set(names).size === names.length;
}

/** All values of an item without a key that stands last. */
function emitRest(
  emitter: Emitter,
  key: Expression | undefined,
  last: Expression | undefined,
): string | undefined {
  if (key || !last || !isMultiple(last)) return undefined;
  return emitResults(emitter, last);
}
