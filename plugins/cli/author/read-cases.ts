import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { badCase, noCases } from './errors.ts';

/** One test of a chisel: what goes in, and where what should come out stands. */
export interface TestCase {
  /** Name of its files without their ending. */
  readonly name: string;
  /** The words behind `chisel`, to be run in the test folder. */
  readonly commandLine: readonly string[];
  /** Exit status; the errors of a run with another one than 0 are part of its output. */
  readonly status: number;
  /** File with the expected output. */
  readonly expectedFile: string;
}

interface CaseFile {
  readonly capture?: string;
  readonly events?: string;
  readonly args?: string;
  readonly filter?: string;
  readonly json?: boolean;
  readonly status?: number;
}

const kinds: Readonly<Record<string, 'string' | 'number' | 'boolean'>> = {
  description: 'string',
  capture: 'string',
  events: 'string',
  args: 'string',
  filter: 'string',
  json: 'boolean',
  status: 'number',
};

/** The cases of a chisel: `test/NAME.json`, each with its expected output in `test/NAME.txt`. */
export function readCases(folder: string): TestCase[] {
  const tests = join(folder, 'test');
  const files = existsSync(tests) ? readdirSync(tests) : [];
  const names = files.filter((file) => file.endsWith('.json')).sort();
  if (names.length === 0) throw noCases({ folder });
  return names.map((file) => readCase(tests, file));
}

function readCase(tests: string, file: string): TestCase {
  const name = file.slice(0, -'.json'.length);
  const content = readCaseFile(join(tests, file));
  const { capture, events, args, filter, json = false, status = 0 } = content;
  const input = capture === undefined ? ['--events', events as string] : ['-r', capture];
  const words = [args, filter].filter((word) => word !== undefined);
  return {
    name,
    commandLine: [...input, ...(json ? ['-j'] : []), '-c', '../', ...words],
    status,
    expectedFile: join(tests, `${name}.txt`),
  };
}

function readCaseFile(file: string): CaseFile {
  const fail = (reason: string, cause?: unknown): never => {
    throw badCase({ file, reason }, cause);
  };
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return fail(`is not JSON: ${(error as Error).message}`, error);
  }
  if (typeof content !== 'object' || content === null) return fail('is not an object');
  for (const [key, value] of Object.entries(content)) {
    if (kinds[key] === undefined) fail(`has the key ${JSON.stringify(key)}`);
    if (typeof value !== kinds[key]) fail(`needs a ${String(kinds[key])} for ${key}`);
    if (typeof value === 'string' && value.startsWith('-')) fail(`has an option for ${key}`);
  }
  if ('capture' in content === 'events' in content) fail('needs one of capture and events');
  return content;
}
