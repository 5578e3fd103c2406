/** The texts that have crossed, by the references of columns. */

const { apply } = Reflect;
const stringSlice = String.prototype.slice;

let firstLocal = 0;
let texts: unknown[] = [];
let dictionaries = 0;
let ownTexts: unknown[] = [];
/** What a guest makes of a text when it first reads it, once for all times. */
let adopt: ((text: string) => unknown) | undefined;

export function startTexts(first: number, adoptText?: (text: string) => unknown): void {
  texts = [];
  ownTexts = [];
  firstLocal = first;
  adopt = adoptText;
}

/** The text of a reference, as the guest adopted it; undefined for none. */
export function textAt(reference: number): unknown {
  if (reference === 0) return undefined;
  const isOwn = reference >= firstLocal;
  const list = isOwn ? ownTexts : texts;
  const at = isOwn ? reference - firstLocal : reference - 1;
  const text = list[at];
  if (adopt === undefined || typeof text !== 'string') return text;
  const adopted = adopt(text);
  list[at] = adopted;
  return adopted;
}

/** Where texts come unadopted from: what is read here is read nowhere else. */
export function plainTextAt(reference: number): string | undefined {
  if (reference === 0) return undefined;
  const text = reference < firstLocal ? texts[reference - 1] : ownTexts[reference - firstLocal];
  return text as string;
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
    texts[to] = apply(stringSlice, joined, [from, at]);
  }
  ownTexts = [];
  for (let i = 0; i < ownCount; i++) {
    const from = at;
    at += lengths[dictionaryCount + i] as number;
    ownTexts[i] = apply(stringSlice, joined, [from, at]);
  }
}
