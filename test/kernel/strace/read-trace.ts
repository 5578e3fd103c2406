import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Every value as it is, names beside it; strings in hexadecimal; a file for each thread. */
export const straceOptions = '-ff -qq -v -xx -X verbose -s 4096 -e signal=none'.split(' ');

/** A call as strace wrote it. */
export interface TracedCall {
  readonly name: string;
  /** Its arguments, without the names that some have. */
  readonly args: readonly string[];
  /** Undefined when the call did not return, was to be started again, or the error has no name here. */
  readonly result: bigint | undefined;
  readonly returned: boolean;
  readonly line: string;
}

/** The calls of each thread, from what `strace -o FILE` and these options left behind. */
export function readTrace(
  file: string,
  errnos: ReadonlyMap<string, number>,
): Map<number, TracedCall[]> {
  const calls = new Map<number, TracedCall[]>();
  const prefix = `${basename(file)}.`;
  for (const name of readdirSync(dirname(file)).filter((each) => each.startsWith(prefix))) {
    const lines = readFileSync(join(dirname(file), name), 'latin1').split('\n');
    const ofThread = lines.flatMap((line) => callOf(line, errnos) ?? []);
    calls.set(Number(name.slice(prefix.length)), ofThread);
  }
  return calls;
}

function callOf(line: string, errnos: ReadonlyMap<string, number>): TracedCall | undefined {
  const [, name, rest] = /^(\w+)\((.*)$/.exec(line) ?? [];
  if (name === undefined || rest === undefined) return undefined;
  const { args, after } = splitArguments(rest);
  const [, result = '?', errno] = /^\s*= (\S+)(?: (E\w+))?/.exec(after) ?? [];
  return {
    name,
    args: args.map((arg) => arg.replace(/^[a-z_]+=/, '')),
    result: resultOf(result, errno, errnos),
    returned: result !== '?' || errno !== undefined,
    line,
  };
}

function resultOf(
  result: string,
  errno: string | undefined,
  errnos: ReadonlyMap<string, number>,
): bigint | undefined {
  if (result === '?') return undefined;
  if (errno === undefined) return BigInt(result);
  const number = errnos.get(errno);
  return number === undefined ? undefined : BigInt(-number);
}

/** Strings, comments that may hold one another, and what splits a list. */
const piecesOf = /"[^"]*"|\/\*(?:\/\*.*?\*\/|.)*?\*\/|[()[\]{},]/g;
const opening = '([{';
const closing = ')]}';

/** What stands between commas that are in no brackets, comments or quotes, up to the end of the brackets. */
function splitArguments(text: string): { args: string[]; after: string } {
  const args: string[] = [];
  let depth = 0;
  let from = 0;
  const end = (at: number): void => {
    const arg = text.slice(from, at).trim();
    if (arg !== '') args.push(arg);
    from = at + 1;
  };
  for (const { 0: piece, index } of text.matchAll(piecesOf)) {
    if (opening.includes(piece)) depth++;
    else if (closing.includes(piece) && depth > 0) depth--;
    else if (piece === ')') {
      end(index);
      return { args, after: text.slice(index + 1) };
    } else if (piece === ',' && depth === 0) end(index);
  }
  end(text.length);
  return { args, after: '' };
}
