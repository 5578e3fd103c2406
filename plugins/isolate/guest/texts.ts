/** The texts that have crossed, by the references of columns. */

const { apply } = Reflect;
const stringSlice = String.prototype.slice;

let firstLocal = 0;
let texts: unknown[] = [];
let dictionaries = 0;
let ownTexts: unknown[] = [];
/** What a guest makes of a text, once for all the times that it reads it. */
let adopt: ((text: string) => unknown) | undefined;

export function startTexts(first: number, adoptText?: (text: string) => unknown): void {
  firstLocal = first;
  adopt = adoptText;
}

/** The text of a reference, as the guest adopted it; undefined for none. */
export function textAt(reference: number): unknown {
  if (reference === 0) return undefined;
  if (reference < firstLocal) return texts[reference - 1];
  return ownTexts[reference - firstLocal];
}

/** How many dictionaries there were: references mean the same texts while it is the same. */
export function dictionaryNumber(): number {
  return dictionaries;
}

/** Takes in the texts of a batch: those new to the dictionary, then its own. */
export function takeTexts(
  lengths: Uint32Array,
  joined: string,
  startsDictionary: boolean,
  dictionaryCount: number,
  ownCount: number,
): void {
  if (startsDictionary) {
    texts = [];
    dictionaries++;
  }
  let at = 0;
  for (let i = 0, to = texts.length; i < dictionaryCount; i++, to++) {
    const from = at;
    at += lengths[i] as number;
    texts[to] = take(joined, from, at);
  }
  ownTexts = [];
  for (let i = 0; i < ownCount; i++) {
    const from = at;
    at += lengths[dictionaryCount + i] as number;
    ownTexts[i] = take(joined, from, at);
  }
}

function take(joined: string, from: number, to: number): unknown {
  const text = apply(stringSlice, joined, [from, to]);
  return adopt === undefined ? text : adopt(text);
}
