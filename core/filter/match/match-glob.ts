/**
 * Compiles a glob with the meaning of fnmatch without flags: `*`, `?` and `[...]` match every byte,
 * also `/` and a leading dot; a backslash takes away the meaning of what follows.
 *
 * The pattern is cut at its stars into pieces of a fixed length each. The first piece must stand at
 * the start and the last at the end; every other one is taken where it is first found, which can't be
 * wrong, so nothing is ever tried twice.
 */
export function compileGlob(pattern: string, ignoreCase: boolean): (value: string) => boolean {
  const pieces = splitAtStars(pattern, ignoreCase);
  if (pieces === undefined) return () => false;
  const head = pieces[0] as Piece;
  if (pieces.length === 1) {
    return (value) => value.length === head.length && head.standsAt(value, 0);
  }
  const tail = pieces.at(-1) as Piece;
  const middle = pieces.slice(1, -1).filter((piece) => piece.length > 0);
  const shortest = head.length + tail.length;
  return (value) => {
    if (value.length < shortest || !head.standsAt(value, 0)) return false;
    const end = value.length - tail.length;
    if (!tail.standsAt(value, end)) return false;
    let at = head.length;
    for (const piece of middle) {
      const found = piece.find(value, at);
      if (found < 0) return false;
      at = found + piece.length;
    }
    return at <= end;
  };
}

interface Piece {
  readonly length: number;
  standsAt(value: string, at: number): boolean;
  /** Where it first stands at or behind `from`, -1 when nowhere. */
  find(value: string, from: number): number;
}

/** What one place of a pattern matches: a single byte, or those of a set of 256. */
type Place = number | Uint8Array;

const anyByte = new Uint8Array(256).fill(1);

function splitAtStars(pattern: string, ignoreCase: boolean): Piece[] | undefined {
  const pieces: Piece[] = [];
  let places: Place[] = [];
  for (let at = 0; at < pattern.length;) {
    if (pattern[at] === '*') {
      pieces.push(createPiece(places));
      places = [];
      at++;
      continue;
    }
    const [place, end] = readPlace(pattern, at);
    if (place === undefined) return undefined;
    places.push(ignoreCase ? bothCases(place) : place);
    at = end;
  }
  pieces.push(createPiece(places));
  return pieces;
}

/** The place at `at` and where the next one begins; undefined when the pattern can match nothing. */
function readPlace(pattern: string, at: number): [place: Place | undefined, end: number] {
  const char = pattern[at];
  if (char === '?') return [anyByte, at + 1];
  if (char === '\\') {
    if (at + 1 === pattern.length) return [undefined, at + 1];
    return [pattern.charCodeAt(at + 1) & 0xff, at + 2];
  }
  const set = char === '[' ? readSet(pattern, at) : undefined;
  return set ?? [pattern.charCodeAt(at) & 0xff, at + 1];
}

/** Names of the classes in `[[:name:]]`. */
const classes: Readonly<Record<string, RegExp>> = {
  alpha: /[A-Za-z]/,
  digit: /[0-9]/,
  alnum: /[A-Za-z0-9]/,
  upper: /[A-Z]/,
  lower: /[a-z]/,
  space: /[ \t-\r]/,
  blank: /[ \t]/,
  punct: /[!-/:-@[-`{-~]/,
  print: /[ -~]/,
  graph: /[!-~]/,
  cntrl: /[\u0000-\u001f\u007f]/,
  xdigit: /[0-9A-Fa-f]/,
};
const className = /\[:([a-z]+):\]/y;

/** Reads `[...]`; undefined when it is never closed, then the bracket is a plain character. */
function readSet(pattern: string, open: number): [Uint8Array | undefined, number] | undefined {
  const set = new Uint8Array(256);
  const isNegated = pattern[open + 1] === '!' || pattern[open + 1] === '^';
  const first = open + (isNegated ? 2 : 1);
  let at = first;
  while (at < pattern.length) {
    if (pattern[at] === ']' && at > first) {
      return [isNegated ? set.map((member) => 1 - member) : set, at + 1];
    }
    className.lastIndex = at;
    const named = className.exec(pattern);
    if (named) {
      const members = classes[named[1] as string];
      if (!members) return [undefined, at];
      addClass(set, members);
      at += named[0].length;
    } else at = addRange(set, pattern, at);
  }
  return undefined;
}

function addClass(set: Uint8Array, members: RegExp): void {
  for (let i = 0; i < 256; i++) if (members.test(String.fromCharCode(i))) set[i] = 1;
}

/** Adds a character or a range to a set and returns where the next one begins. */
function addRange(set: Uint8Array, pattern: string, at: number): number {
  const [low, behind] = setChar(pattern, at);
  const isRange = pattern[behind] === '-' && !/^]?$/.test(pattern[behind + 1] ?? '');
  const [high, next] = isRange ? setChar(pattern, behind + 1) : [low, behind];
  for (let i = low; i <= high; i++) set[i] = 1;
  return next;
}

function setChar(pattern: string, at: number): [code: number, next: number] {
  const escaped = pattern[at] === '\\' && at + 1 < pattern.length;
  const index = escaped ? at + 1 : at;
  return [pattern.charCodeAt(index) & 0xff, index + 1];
}

function bothCases(place: Place): Place {
  const set = new Uint8Array(256);
  for (let i = 0; i < 256; i++) {
    const isMember = typeof place === 'number' ? i === place : place[i] === 1;
    if (!isMember) continue;
    set[i] = 1;
    if ((i >= 0x41 && i <= 0x5a) || (i >= 0x61 && i <= 0x7a)) set[i ^ 0x20] = 1;
  }
  return set;
}

function createPiece(places: readonly Place[]): Piece {
  return places.every((place) => typeof place === 'number')
    ? createLiteral(String.fromCharCode(...places))
    : createSets(places);
}

function createLiteral(text: string): Piece {
  return {
    length: text.length,
    standsAt: (value, at) => value.startsWith(text, at),
    find: (value, from) => value.indexOf(text, from),
  };
}

function createSets(places: readonly Place[]): Piece {
  const sets = places.map((place) => {
    if (typeof place !== 'number') return place;
    const set = new Uint8Array(256);
    set[place] = 1;
    return set;
  });
  const standsAt = (value: string, at: number): boolean => {
    if (at + sets.length > value.length) return false;
    for (let i = 0; i < sets.length; i++) {
      if ((sets[i] as Uint8Array)[value.charCodeAt(at + i) & 0xff] === 0) return false;
    }
    return true;
  };
  const find = (value: string, from: number): number => {
    for (let at = from; at + sets.length <= value.length; at++) if (standsAt(value, at)) return at;
    return -1;
  };
  return { length: sets.length, standsAt, find };
}
