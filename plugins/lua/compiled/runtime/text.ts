import { numberToText } from '../../lib51/number-to-text.ts';
import { callValue } from './calls.ts';
import { metamethod } from './metatables.ts';
import { raiseOperand } from './raise.ts';
import { first, LuaUserdata, Table, typeOf, type Value } from './value.ts';

export function concat(a: Value, b: Value): Value {
  if (typeof a === 'string') {
    if (typeof b === 'string') return a + b;
    if (typeof b === 'number') return a + numberToText(b);
  } else if (typeof a === 'number') {
    if (typeof b === 'string') return numberToText(a) + b;
    if (typeof b === 'number') return numberToText(a) + numberToText(b);
  }
  const method = metamethod(a, '__concat') ?? metamethod(b, '__concat');
  if (method !== undefined) return first(callValue(method, a, b));
  return isText(a)
    ? raiseOperand('concatenate', b, 'right')
    : raiseOperand('concatenate', a, 'left');
}

export function isText(value: Value): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

export function length(value: Value): number {
  if (value instanceof Table) return value.array.length;
  if (typeof value === 'string') return value.length;
  return raiseOperand('get length of', value);
}

/** Text of a string or number, as string functions take it; undefined for anything else. */
export function toText(value: Value): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? numberToText(value) : undefined;
}

/** As Lua's `tostring`, but without metamethods. */
export function plainText(value: Value): string {
  switch (typeof value) {
    case 'undefined':
      return 'nil';
    case 'boolean':
      return String(value);
    case 'object':
    case 'function':
      return `${labelOf(value)}${addressOf(value)}`;
    default:
      return toText(value) as string;
  }
}

function labelOf(value: Value): string {
  return value instanceof LuaUserdata ? value.label : `${typeOf(value)}: `;
}

const addresses = new WeakMap<object, string>();
let lastAddress = 0x40000000;

/** Made when asked for: values have no address. */
function addressOf(value: object): string {
  let address = addresses.get(value);
  if (address === undefined) {
    lastAddress += 0x40;
    address = `0x${lastAddress.toString(16).padStart(8, '0')}`;
    addresses.set(value, address);
  }
  return address;
}
