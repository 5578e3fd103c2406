import { latin1Slice, latin1Write } from '../bytes/latin1.ts';

/** Longest path, with its end mark, that the reference keeps. */
const MAX_PATH_BYTES = 1024;
const TOO_LONG = '/PATH_TOO_LONG';
const SLASH = 0x2f;
const DOT = 0x2e;

/** What makes a path differ from its normal form: dots and slashes in a row, a last slash, odd bytes. */
const NEEDS_NORMALISING = /\.(?:[./]|$)|\/\/|\/$|[^\x20-\x7e]/;

/**
 * Resolves `path` against `base`, which ends with '/'. An absolute path replaces the base. '.' and
 * '..' are followed, slashes in a row become one, unprintable bytes become dots.
 * `pathBytes` is the length of the param the path came in, by which the reference judges what is too long.
 */
export function joinPath(base: string, path: string, pathBytes: number = path.length + 1): string {
  if (base.length + pathBytes + 1 > MAX_PATH_BYTES) return TOO_LONG;
  if (pathBytes === 0 || path.charCodeAt(0) !== SLASH) return join(base, path, pathBytes);
  if (path === lastPath) return lastJoined;
  lastPath = path;
  return (lastJoined = absolute(path, pathBytes));
}

/** The one asked for last: a call's path is asked for again by whoever looks at the call. */
let lastPath = '/';
let lastJoined = '/';

function absolute(path: string, pathBytes: number): string {
  let joined = absolutePaths.get(path);
  if (joined !== undefined) return joined;
  joined = join('', path, pathBytes);
  if (absolutePaths.size >= MAX_REMEMBERED) absolutePaths.clear();
  absolutePaths.set(path, joined);
  return joined;
}

/** Absolute paths and what they come to: the same ones are opened again and again. */
const absolutePaths = new Map<string, string>();
const MAX_REMEMBERED = 8192;

function join(base: string, path: string, pathBytes: number): string {
  const start = pathBytes !== 0 && path.charCodeAt(0) !== SLASH ? base : '';
  if (path !== '' && !NEEDS_NORMALISING.test(path)) return start + path;
  return normalise(start, path);
}

const target = Buffer.alloc(MAX_PATH_BYTES * 2);

/** Appends the path, followed step by step, to a base that is taken as it is. */
function normalise(base: string, path: string): string {
  let end = latin1Write(target, base, 0);
  let at = 0;
  while (at < path.length) {
    const byte = path.charCodeAt(at);
    if (byte < 0x20 || byte > 0x7e) {
      target[end++] = DOT;
      at++;
    } else if (byte === DOT) {
      const dots = dotsAt(path, at);
      end = dots.up ? parentEnd(end) : writeDots(dots.kept, end);
      at += dots.length;
    } else {
      if (byte !== SLASH || end === 0 || target[end - 1] !== SLASH) target[end++] = byte;
      at++;
    }
  }
  if (end > 1 && target[end - 1] === SLASH) end--;
  return latin1Slice(target, 0, end);
}

function writeDots(count: number, end: number): number {
  target.fill(DOT, end, end + count);
  return end + count;
}

interface Dots {
  length: number;
  kept: number;
  up: boolean;
}
const PARENT_SLASH: Dots = { length: 3, kept: 0, up: true };
const PARENT: Dots = { length: 2, kept: 0, up: true };
const TWO_DOTS: Dots = { length: 2, kept: 2, up: false };
const HERE_SLASH: Dots = { length: 2, kept: 0, up: false };
const HERE: Dots = { length: 1, kept: 0, up: false };
const ONE_DOT: Dots = { length: 1, kept: 1, up: false };

/** What a dot begins. As in the reference, it need not follow a slash: `a./b` is read as `ab`. */
function dotsAt(path: string, at: number): Dots {
  const left = path.length - at;
  if (path.charCodeAt(at + 1) === DOT) {
    if (left === 2) return PARENT;
    return path.charCodeAt(at + 2) === SLASH ? PARENT_SLASH : TWO_DOTS;
  }
  if (left === 1) return HERE;
  return path.charCodeAt(at + 1) === SLASH ? HERE_SLASH : ONE_DOT;
}

/** Where the directory above ends, with its slash; the root is its own parent. */
function parentEnd(end: number): number {
  if (end <= 1) return end;
  let at = end - 1;
  while (at >= 1 && target[at - 1] !== SLASH) at--;
  return at;
}
