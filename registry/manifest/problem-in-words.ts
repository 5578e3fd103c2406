import type { ErrorObject } from 'ajv';
import type { Problem } from '../errors.ts';
import { nearest } from '@chisel/core/errors/nearest.ts';

type Params = Record<string, unknown>;
type Words = (params: Params, value: unknown, error: ErrorObject) => string;

/** What a pattern wants, by the place of the value; `*` stands for an index. */
const patternWords: Record<string, string> = {
  '/name': 'needs a name of lower-case letters, digits, - and _, with @scope/ before it or not',
  '/license': 'needs an SPDX licence such as Apache-2.0',
  '/fields/*': 'needs the name of a field such as fd.name or evt.arg[0]',
  '/args/*/name': 'needs a name of letters, digits and _ that begins with a letter',
};

const formatWords: Record<string, string> = {
  semver: 'needs a semantic version such as 1.2.3',
  line: 'needs one line without control characters',
  target: 'needs HOST:PORT such as 10.0.0.1:8125 or [::1]:8125',
  path: 'needs a path inside the folder, of letters, digits, . _ @ + and -',
};

const keywordWords: Record<string, Words> = {
  type: ({ type }, value) => `needs ${typeWords(type)}, is ${kindOf(value)}`,
  enum: ({ allowedValues }, value) =>
    `needs one of ${(allowedValues as string[]).join(', ')}, is ${quote(value)}`,
  pattern: (_params, value, error) =>
    `${patternWords[error.instancePath.replace(/\/\d+/g, '/*')] ?? 'has the wrong form'}, is ${quote(value)}`,
  format: ({ format }, value) => `${formatWords[String(format)]}, is ${quote(value)}`,
  minLength: () => 'must not be empty',
  maxLength: ({ limit }) => `must not be longer than ${String(limit)} characters`,
  minItems: () => 'must not be empty',
  maxItems: ({ limit }) => `must not have more than ${String(limit)} items`,
  uniqueItems: ({ i, j }) => `has the same item twice, at ${String(i)} and ${String(j)}`,
  minimum: ({ limit }, value) => `must be at least ${String(limit)}, is ${String(value)}`,
  maximum: ({ limit }, value) => `must be at most ${String(limit)}, is ${String(value)}`,
};

const typeWords = (type: unknown): string => {
  const names = String(type).replaceAll(',', ' or ');
  return `${/^[aeio]/.test(names) ? 'an' : 'a'} ${names}`;
};

/** Says one finding of the schema validator in words, with the JSON path of the place. */
export function problemInWords(error: ErrorObject, document: unknown): Problem {
  const params = error.params as Params;
  const path = jsonPath(error.instancePath);
  if (error.keyword === 'required') {
    return { path: `${path}.${String(params['missingProperty'])}`, text: 'is missing' };
  }
  if (error.keyword === 'additionalProperties') return unknownKey(path, params, error, document);
  const words = keywordWords[error.keyword];
  const value = valueAt(document, error.instancePath);
  return { path, text: words?.(params, value, error) ?? error.message ?? 'is not valid' };
}

function unknownKey(path: string, params: Params, error: ErrorObject, document: unknown): Problem {
  const key = String(params['additionalProperty']);
  const known = Object.keys((error.parentSchema?.['properties'] as object | undefined) ?? {});
  const present = Object.keys((valueAt(document, error.instancePath) as object | undefined) ?? {});
  const suggestion = nearest(
    key,
    known.filter((name) => !present.includes(name)),
  );
  const hint = suggestion === undefined ? '' : `; did you mean '${suggestion}'?`;
  return { path: `${path}.${quoteKey(key)}`, text: `is not a key of a manifest${hint}` };
}

/** Turns a JSON pointer into a JSON path: `/args/0/name` into `$.args[0].name`. */
function jsonPath(pointer: string): string {
  const steps = pointer.split('/').slice(1);
  return `$${steps.map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${quoteKey(step)}`)).join('')}`;
}

function valueAt(document: unknown, pointer: string): unknown {
  const steps = pointer.split('/').slice(1);
  return steps.reduce<unknown>((value, step) => (value as Params | undefined)?.[step], document);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return value === undefined ? 'nothing' : `a ${typeof value}`;
}

const longestShown = 60;

function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}

const quoteKey = (key: string): string => (/^[\w$]{1,60}$/.test(key) ? key : quote(key));
