/** The texts that have crossed, by the references of columns. */

const { apply } = Reflect;
const stringSlice = String.prototype.slice;

const U32 = Uint32Array;

let firstLocal = 0;
let texts: unknown[] = [];
let dictionaries = 0;
/** The texts of the batch alone: few are ever read, so they are cut out only then. */
let ownText = '';
let ownStarts = new U32(1);
let ownTexts = 0;
/** What a guest makes of a text when it first reads it, once for all times. */
let adopt: ((text: string) => unknown) | undefined;

export function startTexts(first: number, adoptText?: (text: string) => unknown): void {
  texts = [];
  ownTexts = 0;
  firstLocal = first;
  adopt = adoptText;
}

/** The text of a reference, as the guest adopted it; undefined for none. */
export function textAt(reference: number): unknown {
  if (reference >= firstLocal) {
    const own = ownAt(reference - firstLocal);
    return adopt === undefined || own === undefined ? own : adopt(own);
  }
  if (reference === 0) return undefined;
  const text = texts[reference - 1];
  if (adopt === undefined || typeof text !== 'string') return text;
  const adopted = adopt(text);
  texts[reference - 1] = adopted;
  return adopted;
}

/** Where texts come unadopted from: what is read here is read nowhere else. */
export function plainTextAt(reference: number): string | undefined {
  if (reference === 0) return undefined;
  return reference < firstLocal ? (texts[reference - 1] as string) : ownAt(reference - firstLocal);
}

function ownAt(index: number): string | undefined {
  const from = ownStarts[index];
  if (from === undefined || index >= ownTexts) return undefined;
  return apply(stringSlice, ownText, [from, ownStarts[index + 1]]);
}

/** How many dictionaries there were: references mean the same texts while it is the same. */
export function dictionaryNumber(): number {
  return dictionaries;
}

/** Takes in the texts of a batch: those new to the dictionary, then its own. */
export function takeTexts(
  lengths: Uint32Array,
  startsDictionary: boolean,
  dictionaryCount: number,
  ownCount: number,
  dictionaryText: string,
  newOwnText: string,
): void {
  if (startsDictionary) {
    texts = [];
    dictionaries++;
  }
  let at = 0;
  for (let i = 0, to = texts.length; i < dictionaryCount; i++, to++) {
    const from = at;
    at += lengths[i] as number;
    texts[to] = apply(stringSlice, dictionaryText, [from, at]);
  }
  if (ownCount >= ownStarts.length) ownStarts = new U32(2 * ownCount + 1);
  ownText = newOwnText;
  ownTexts = ownCount;
  at = ownStarts[0] = 0;
  for (let i = 0; i < ownCount; i++) {
    at += lengths[dictionaryCount + i] as number;
    ownStarts[i + 1] = at;
  }
}
