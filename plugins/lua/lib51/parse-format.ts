import type { FormatSpec } from './format-number.ts';

/** One conversion of a format, and the text before it. */
export interface Conversion {
  readonly before: string;
  readonly letter: string;
  /** As it stands in the format. */
  readonly text: string;
  readonly spec: FormatSpec;
  /** Whether it has no flags, width or precision. */
  readonly isPlain: boolean;
}

export interface ParsedFormat {
  readonly conversions: readonly Conversion[];
  readonly after: string;
}

const CONVERSION = /%([-+ #0]*)([0-9]{0,2})(?:(\.)([0-9]{0,2}))?([^]?)/y;
/** Scripts have few formats; those that make them anew each time have these forgotten. */
const MAX_KNOWN = 200;

const known = new Map<string, ParsedFormat>();

/** The parts of a format of `string.format`, whether they are valid or not. */
export function parseFormat(text: string): ParsedFormat {
  let parsed = known.get(text);
  if (parsed === undefined) {
    parsed = readFormat(text);
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(text, parsed);
  }
  return parsed;
}

function readFormat(text: string): ParsedFormat {
  const conversions: Conversion[] = [];
  let before = '';
  let at = 0;
  for (;;) {
    const next = text.indexOf('%', at);
    if (next === -1) return { conversions, after: before + text.slice(at) };
    before += text.slice(at, next);
    if (text[next + 1] === '%') {
      before += '%';
      at = next + 2;
      continue;
    }
    CONVERSION.lastIndex = next;
    const match = CONVERSION.exec(text) as RegExpExecArray;
    at = CONVERSION.lastIndex;
    conversions.push(conversionOf(match, before));
    before = '';
  }
}

function conversionOf(match: RegExpExecArray, before: string): Conversion {
  const [text, flags = '', width = '', point, precision = '', letter = ''] = match;
  const spec = {
    left: flags.includes('-'),
    plus: flags.includes('+'),
    space: flags.includes(' '),
    alternate: flags.includes('#'),
    zero: flags.includes('0'),
    width: Number(width),
    precision: point === undefined ? -1 : Number(precision),
  };
  return { before, letter, text, spec, isPlain: text.length === 2 };
}
