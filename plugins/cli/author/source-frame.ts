import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A place as errors name it: a file of the chisel, line and column from 1. */
const place = /(?<file>[\w@+-][\w.@+/-]*\.(?:ts|js|lua)):(?<line>\d+)(?::(?<column>\d+))?/;
const AROUND = 2;

/** The lines of a chisel's source around the first place that a message names; nothing when it names none. */
export function sourceFrame(folder: string, message: string): string | undefined {
  const { file = '', line = '', column } = place.exec(message)?.groups ?? {};
  const source = file === '' || file.includes('..') ? undefined : readIfThere(join(folder, file));
  const lines = source?.split('\n') ?? [];
  const at = Number(line);
  if (at < 1 || at > lines.length) return undefined;
  const first = Math.max(1, at - AROUND);
  const width = String(at + AROUND).length;
  return lines
    .slice(first - 1, at + AROUND)
    .flatMap((text, i) => {
      const number = first + i;
      const row = `${number === at ? '>' : ' '} ${String(number).padStart(width)} | ${text}`;
      if (number !== at || column === undefined) return [row];
      return [row, `  ${' '.repeat(width)} | ${' '.repeat(Number(column) - 1)}^`];
    })
    .join('\n');
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
