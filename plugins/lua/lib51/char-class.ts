const ALPHA = 1;
const DIGIT = 2;
const LOWER = 4;
const UPPER = 8;
const SPACE = 16;
const CONTROL = 32;
const PUNCTUATION = 64;
const HEX = 128;

const kinds = new Uint8Array(256);
for (let c = 0; c < 128; c++) kinds[c] = kindOf(c);

function kindOf(c: number): number {
  if (c < 32 || c === 127) return CONTROL | (c >= 9 && c <= 13 ? SPACE : 0);
  if (c === 32) return SPACE;
  if (c >= 48 && c <= 57) return DIGIT | HEX;
  const upper = c >= 65 && c <= 90;
  if (!upper && !(c >= 97 && c <= 122)) return PUNCTUATION;
  return ALPHA | (upper ? UPPER : LOWER) | ((c | 32) <= 102 ? HEX : 0);
}

/** By the letter of a class in lower case; `%z` stands for the byte 0. */
const masks = new Map<number, number>(
  Object.entries({
    a: ALPHA,
    c: CONTROL,
    d: DIGIT,
    g: ALPHA | DIGIT | PUNCTUATION,
    l: LOWER,
    p: PUNCTUATION,
    s: SPACE,
    u: UPPER,
    w: ALPHA | DIGIT,
    x: HEX,
  }).map(([letter, mask]) => [letter.charCodeAt(0), mask]),
);

const Z = 122;
const Z_UPPER = 90;

/** Whether a byte is in the class `%letter`, or is that very character when there is no such class. */
export function isInClass(byte: number, letter: number): boolean {
  const mask = masks.get(letter | 32);
  if (mask !== undefined && letter >= 65) {
    const isIn = ((kinds[byte] as number) & mask) !== 0;
    return letter >= 97 ? isIn : !isIn;
  }
  if (letter === Z) return byte === 0;
  if (letter === Z_UPPER) return byte !== 0;
  return byte === letter;
}
