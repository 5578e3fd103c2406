import type { FieldType, FieldValue } from '../field/field.ts';
import type { Event } from '../state/event.ts';
import { asciiLower, asciiUpper } from './match/match-text.ts';
import { derivedOperand, type Operand } from './operand.ts';
import { kindOf, type Kind } from './operators.ts';
import { parseGetopt } from './values/parse-getopt.ts';

/** What is wrong with the values of a transformer. */
export interface Misuse {
  readonly reason: string;
  readonly hint: string;
}

/** Applies a transformer to operands. */
export function transform(
  key: string,
  name: string,
  values: readonly Operand[],
  argument: string | undefined,
): Operand | Misuse {
  const transformer = transformers[name] as Transformer;
  const fits =
    values.length >= transformer.takes.length &&
    (transformer.takesMore === true || values.length === transformer.takes.length);
  if (!fits) return misuse(name, transformer, `${name} has ${values.length} values`);
  for (const [i, value] of values.entries()) {
    const kinds = transformer.takes[Math.min(i, transformer.takes.length - 1)] as readonly Kind[];
    if (kinds.includes(kindOf[value.type])) continue;
    return misuse(name, transformer, `${name} can't work on ${value.key}`);
  }
  if (argument !== undefined && !transformer.hasArgument) {
    return { reason: `${name} takes no argument in brackets`, hint: `Drop [${argument}].` };
  }
  if (argument !== undefined && argument.length !== 1) {
    return { reason: 'the option to choose is not one character', hint: 'Give one, like [t].' };
  }
  return transformer.apply(key, values, argument);
}

/** Whether `transform` could not do it. */
export function isMisuse(result: Operand | Misuse): result is Misuse {
  return 'reason' in result;
}

function misuse(name: string, { usage }: Transformer, reason: string): Misuse {
  return { reason, hint: `Write ${name}(${usage}).` };
}

interface Transformer {
  /** Kinds of its values; the last row counts for further ones, too. */
  readonly takes: readonly (readonly Kind[])[];
  readonly takesMore?: boolean;
  readonly hasArgument?: boolean;
  readonly usage: string;
  apply(key: string, values: readonly Operand[], argument: string | undefined): Operand;
}

const transformers: Readonly<Record<string, Transformer>> = {
  tolower: ofText(asciiLower),
  toupper: ofText(asciiUpper),
  basename: ofText((text) => text.slice(text.lastIndexOf('/') + 1)),
  b64: {
    takes: [['text', 'bytes']],
    usage: 'text or buffer',
    apply: (key, [value]) => mapped(key, (value as Operand).type, value as Operand, decodeBase64),
  },
  len: {
    takes: [['text', 'bytes', 'list']],
    usage: 'text, buffer or list',
    apply: (key, [value]) =>
      mapped(key, 'uint64', value as Operand, (v: string | readonly string[]) => v.length),
  },
  join: {
    takes: [['text'], ['list']],
    usage: '"separator", (value, value)',
    apply: (key, values) => combined(key, 'text', values, joinValues),
  },
  concat: {
    takes: [['text'], ['text']],
    takesMore: true,
    usage: 'text, text',
    apply: (key, values) => combined(key, 'text', values, (parts) => parts.join('')),
  },
  getopt: {
    takes: [['list', 'text'], ['text']],
    hasArgument: true,
    usage: 'arguments, "options"',
    apply: (key, values, argument) =>
      combined(key, argument === undefined ? 'list' : 'text', values, ([args, options]) =>
        parseGetopt(wordsOf(args as FieldValue), options as string, argument),
      ),
  },
};

function ofText(change: (text: string) => string): Transformer {
  return {
    takes: [['text']],
    usage: 'text',
    apply: (key, [value]) => mapped(key, (value as Operand).type, value as Operand, change),
  };
}

function mapped<Value extends FieldValue>(
  key: string,
  type: FieldType,
  value: Operand,
  change: (value: Value) => FieldValue | undefined,
): Operand {
  return derivedOperand(key, type, [value], (event) => {
    const found = value.extract(event);
    return found === undefined ? undefined : change(found as Value);
  });
}

function combined(
  key: string,
  type: FieldType,
  values: readonly Operand[],
  combine: (values: readonly FieldValue[]) => FieldValue | undefined,
): Operand {
  return derivedOperand(key, type, values, (event) => {
    const found = extractEach(values, event);
    return found === undefined ? undefined : combine(found);
  });
}

/** A list in brackets as one operand. */
export function listOperand(key: string, values: readonly Operand[]): Operand {
  return derivedOperand(key, 'list', values, (event) =>
    extractEach(values, event)?.map((value) => String(value)),
  );
}

function extractEach(values: readonly Operand[], event: Event): FieldValue[] | undefined {
  const found: FieldValue[] = [];
  for (const value of values) {
    const one = value.extract(event);
    if (one === undefined) return undefined;
    found.push(one);
  }
  return found;
}

function joinValues([separator, list]: readonly FieldValue[]): string {
  return (list as readonly string[]).join(separator as string);
}

/** A command line that comes as one text is cut at its blanks. */
function wordsOf(value: FieldValue): readonly string[] {
  if (typeof value !== 'string') return value as readonly string[];
  return value.split(' ').filter((word) => word !== '');
}

/** Decodes base64 with or without padding; undefined when it is none. */
function decodeBase64(text: string): string | undefined {
  const digits = text.replace(/={1,2}$/, '');
  if (digits.length % 4 === 1 || !/^[A-Za-z0-9+/]*$/.test(digits)) return undefined;
  return Buffer.from(digits, 'base64').toString('latin1');
}
