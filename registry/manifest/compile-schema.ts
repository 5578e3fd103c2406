import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isIPv6 } from 'node:net';
import type { ErrorObject } from 'ajv';
import type * as ajvModule from 'ajv/dist/2020.js';
import validVersion from 'semver/functions/valid.js';
import { pathFault } from '../archive/safe-path.ts';
import type { Problem } from '../errors.ts';
import { problemInWords } from './problem-in-words.ts';

const mostProblems = 50;

const formats: Record<string, (value: string) => boolean> = {
  semver: (value) => validVersion(value) === value,
  // control characters would reach a terminal; those of writing direction show another text there
  line: (value) =>
    !/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/.test(value),
  path: (value) => pathFault(value) === undefined,
  target: isTarget,
};

function isTarget(value: string): boolean {
  const [, v6, name, port] =
    /^(?:\[([0-9a-fA-F:.]+)\]|([A-Za-z0-9.-]+)):(\d{1,5})$/.exec(value) ?? [];
  const isHost = v6 === undefined ? name !== undefined : isIPv6(v6);
  return isHost && Number(port) >= 1 && Number(port) <= 65_535;
}

type CheckDocument = (document: unknown) => Problem[];

/**
 * Turns a JSON Schema file into a function that says in words how a document breaks it.
 * The validator is loaded at the first check: running an installed chisel does without it.
 */
export function compileSchema(file: URL): CheckDocument {
  let check: CheckDocument | undefined;
  return (document) => (check ??= createCheck(file))(document);
}

function createCheck(file: URL): CheckDocument {
  const { Ajv2020 } = createRequire(import.meta.url)('ajv/dist/2020.js') as typeof ajvModule;
  const schema = JSON.parse(readFileSync(file, 'utf8')) as object;
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    strict: true,
    allowUnionTypes: true,
    formats,
  });
  const validate = ajv.compile(schema);
  return (document) => {
    if (validate(document)) return [];
    const errors: ErrorObject[] = validate.errors ?? [];
    return errors.slice(0, mostProblems).map((error) => problemInWords(error, document));
  };
}
