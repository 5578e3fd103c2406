import type { EventTable } from '../../event/event-table.ts';
import syscalls from '../../event/syscall-table.json' with { type: 'json' };
import type { Operand } from '../operand.ts';
import { filterEventType, filterValue } from '../filter-errors.ts';
import { fromByteString } from '../grammar/filter-scanner.ts';
import type { ValueNode } from '../grammar/filter-tree.ts';
import { nearest } from '../../errors/nearest.ts';
import { kindOf } from '../operators.ts';
import { parseValue, type Constant } from './parse-value.ts';

/** Operators that ask for the whole value, so that a value that can't occur is a mistake. */
const wholeValue = new Set(['=', '!=', 'in', 'intersects']);

/** Parses a value for its operator and operand; throws where it makes no sense. */
export function checkValue(
  node: ValueNode,
  operator: string,
  operand: Operand,
  text: string,
  table: EventTable,
): Constant {
  const place = { text, start: node.start, end: node.end };
  const value = fromByteString(node.text);
  if (operator === 'bcontains' || operator === 'bstartswith') {
    const bytes = parseHex(node.text);
    if (bytes !== undefined) return bytes;
    throw filterValue({ ...place, value, expected: 'pairs of hex digits' });
  }
  const name = operand.field?.name ?? '';
  const constant = parseFor(operand, node, { ...place, value });
  if (!wholeValue.has(operator) || kindOf[operand.type] !== 'text') return constant;
  if (eventNames.has(name)) checkEventName(node, text, table);
  const words = vocabularies[name];
  if (words && !words.includes(node.text)) {
    const suggestion = nearest(value, words);
    const hint = suggestion === undefined ? undefined : `Did you mean ${suggestion}?`;
    throw filterValue({ ...place, value, expected: `one of ${words.join(', ')}`, hint });
  }
  if (protocolNames.has(name)) {
    const port = parseValue(node.text, 'port');
    if ('unfit' in port) throw filterValue({ ...place, value, ...port.unfit });
  }
  return constant;
}

/** Parses a value by the type of what it is compared with. */
function parseFor(operand: Operand, node: ValueNode, blame: Blame): Constant {
  const name = operand.field?.name ?? '';
  const isPart = partsOfTime.has(name);
  const parsed = parseValue(node.text, isPart ? 'uint64' : operand.type);
  if (!('unfit' in parsed)) return parsed.value;
  const hint = isPart ? `Durations with a unit go with ${wholeOf(name)}.` : parsed.unfit.hint;
  throw filterValue({ ...blame, ...parsed.unfit, hint });
}

/** Where a value stands and what it is, for messages. */
interface Blame {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly value: string;
}

/** Fields that are whole seconds, or the nanoseconds within one: plain numbers, without a unit. */
const partsOfTime: ReadonlySet<string> = new Set(
  ['rawtime', 'reltime', 'latency', 'deltatime'].flatMap((time) => [
    `evt.${time}.s`,
    `evt.${time}.ns`,
  ]),
);

/** The field of the whole time that a field is a part of. */
function wholeOf(part: string): string {
  return part.slice(0, part.lastIndexOf('.'));
}

/** Fields that can have no other values than these. */
const vocabularies: Readonly<Record<string, readonly string[]>> = {
  'fd.l4proto': ['tcp', 'udp', 'icmp', 'raw', '<NA>'],
};

/** Fields with the name or the number of a service as text. */
const protocolNames = new Set(['fd.cproto', 'fd.sproto', 'fd.lproto', 'fd.rproto']);

/** Fields with the name of an event type. */
const eventNames = new Set(['evt.type', 'syscall.type']);

function checkEventName(node: ValueNode, text: string, table: EventTable): void {
  const names = namesOf(table);
  if (names.has(node.text) || /^event-[0-9]{1,5}$/.test(node.text)) return;
  const name = fromByteString(node.text);
  const suggestion = nearest(name, names);
  throw filterEventType({ text, start: node.start, end: node.end, name, suggestion });
}

const namesByTable = new WeakMap<EventTable, ReadonlySet<string>>();

/** Names of events and of calls that have no event of their own. */
function namesOf(table: EventTable): ReadonlySet<string> {
  let names = namesByTable.get(table);
  if (!names) {
    const rows = syscalls as { name: string; classicName?: string }[];
    const calls = rows.map(({ name, classicName }) =>
      table.edition === 'classic' ? (classicName ?? name) : name,
    );
    namesByTable.set(table, (names = new Set([...table.names(), ...calls])));
  }
  return names;
}

/** Bytes from pairs of hex digits. */
function parseHex(text: string): string | undefined {
  return /^(?:[0-9a-fA-F]{2})+$/.test(text)
    ? Buffer.from(text, 'hex').toString('latin1')
    : undefined;
}
