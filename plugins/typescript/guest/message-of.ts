const { apply } = Reflect;
const RealString = String;
const stringSlice = String.prototype.slice;
const MAX_MESSAGE = 500;

/** A thrown value in words and with its place; may throw itself. */
export function messageOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return cut(RealString(error));
  const { stack } = error as { stack?: unknown };
  const { name, message } = error as { name?: unknown; message?: unknown };
  const said =
    name === 'Error'
      ? cut(RealString(message))
      : cut(`${RealString(name)}: ${RealString(message)}`);
  return typeof stack === 'string' ? said + placeOf(stack) : said;
}

const AUTHOR_FRAME = 'chisel:///';

/** The first place in the author's files that a stack names: ` (main.ts:12:5)`. */
function placeOf(stack: string): string {
  const limit = cut(stack, 8000);
  for (let i = 0; i < limit.length; i++) {
    if (
      limit[i] !== 'c' ||
      apply(stringSlice, limit, [i, i + AUTHOR_FRAME.length]) !== AUTHOR_FRAME
    )
      continue;
    let to = i + AUTHOR_FRAME.length;
    while (to < limit.length && limit[to] !== ')' && limit[to] !== '\n') to++;
    return ` (${apply(stringSlice, limit, [i + AUTHOR_FRAME.length, to])})`;
  }
  return '';
}

function cut(value: string, length: number = MAX_MESSAGE): string {
  return apply(stringSlice, value, [0, length]);
}
