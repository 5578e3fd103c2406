import { TID, LENGTH, TYPE, PARAM_COUNT, PARAMS } from '../../event/event-header.ts';
import { FdFlag, FdType } from '../fd-entry.ts';
import { Held, PAGE_FDS, typeOfOpened, type FdNotes, type OpenedFile } from './fd-notes.ts';
import { Opened, SeenPaths } from './seen-paths.ts';
import {
  ENTER_AT,
  ENTER_FD,
  ENTER_TYPE,
  NO_ENTER,
  PAGE,
  SKIP_ENTER,
  SKIP_EXIT,
  type Shorthand,
} from './shorthand.ts';
import { BY_MARK, REJECTS, SUCCEEDED } from './sift-plan.ts';
import type { ThreadTable } from '../thread-table.ts';

/** Longer enter events are taken. */
const MAX_ENTER_BYTES = 512;
const SLASH = 0x2f;
/** Lengths of params. */
const FD_BYTES = 8;
const FLAGS_BYTES = 4;

/** Which params of the exit event of a call that opens a path are of use; -1 for none. */
export interface OpenPlaces {
  readonly name: number;
  readonly dev: number;
  readonly ino: number;
}

/**
 * Notes calls that open and close files, as long as nobody wants to see them: the files need not be in the
 * tables to be closed again. What it does not understand at once is taken.
 */
export class SiftFds {
  readonly #shorthand: Shorthand;
  readonly #fds: FdNotes;
  readonly #threads: ThreadTable;
  readonly #places: readonly (OpenPlaces | undefined)[];
  readonly #paths = new SeenPaths();
  readonly #file: OpenedFile = { name: '', openFlags: 0, dev: 0, inoLow: 0, inoHigh: 0 };
  /** Of whom an enter event was noted in the block at hand, places in the words. */
  readonly #entered: number[] = [];
  #enteredCount = 0;
  /** The path, and what became of it, of the exit event that is about to be taken; 0 for none. */
  #asked = 0;
  #outcome = 0;

  constructor(
    shorthand: Shorthand,
    threads: ThreadTable,
    places: readonly (OpenPlaces | undefined)[],
  ) {
    this.#shorthand = shorthand;
    this.#fds = shorthand.fds;
    this.#threads = threads;
    this.#places = places;
  }

  noteOpenEnter(view: DataView, start: number, at: number, num: number): boolean {
    const length = view.getUint32(start + LENGTH, true);
    const count = view.getUint32(start + PARAM_COUNT, true);
    if (count < 3 || length > MAX_ENTER_BYTES) return false;
    const lengths = start + PARAMS;
    const name = lengths + count * 2 + FD_BYTES;
    if (name > start + length) return false;
    const nameBytes = view.getUint16(lengths + 2, true);
    if (view.getUint16(lengths, true) !== FD_BYTES || nameBytes < 2) return false;
    if (view.getUint16(lengths + 4, true) !== FLAGS_BYTES) return false;
    if (name + nameBytes + FLAGS_BYTES > start + length) return false;
    if (view.getUint8(name) !== SLASH) return false;
    this.#shorthand.noteEnter(view, start, at, num, -1, false);
    this.#shorthand.words[at + ENTER_AT] = start;
    this.#entered[this.#enteredCount++] = view.getUint32(start + TID, true);
    return true;
  }

  noteOpenExit(view: DataView, start: number, at: number, plan: number): boolean {
    const { words } = this.#shorthand;
    const enter = words[at + ENTER_AT] as number;
    const type = view.getUint16(start + TYPE, true);
    this.#asked = 0;
    if (enter <= 0 || words[at + ENTER_TYPE] !== type - 1) return false;
    const value = firstValue(view, start);
    if (value === 0) return false;
    const high = view.getInt32(value + 4, true);
    const isNoted =
      high < 0
        ? this.#noteFailure(view, start, plan)
        : high === 0 && this.#noteOpened(view, start, at, plan, view.getInt32(value, true));
    if (!isNoted) return false;
    this.#shorthand.noteExit(view, start, at, (plan & REJECTS) !== 0);
    return true;
  }

  /** What failed is shown with the path that the exit event tells. */
  #noteFailure(view: DataView, start: number, plan: number): boolean {
    if ((plan & BY_MARK) === 0) return (plan & SUCCEEDED) === 0;
    const param = this.#placesOf(view, start).name;
    const name = paramAt(view, start, param, 2);
    if (name === 0 || view.getUint8(name) !== SLASH) return false;
    const bytes = view.getUint16(start + PARAMS + param * 2, true);
    if (bytes > MAX_ENTER_BYTES) return false;
    return this.#isUnwanted(this.#paths.find(view, name, bytes), Opened.NOTHING);
  }

  #noteOpened(view: DataView, start: number, at: number, plan: number, fd: number): boolean {
    const { words, marks } = this.#shorthand;
    if (fd < 0 || fd >= PAGE_FDS) return false;
    const place = (words[at + PAGE] as number) + fd;
    if (!this.#isAbsent(place)) return false;
    const enter = words[at + ENTER_AT] as number;
    const file = this.#file;
    file.openFlags = view.getInt32(flagsAt(view, enter), true);
    const path = this.#findPath(view, enter);
    let mark = 0;
    if ((plan & BY_MARK) !== 0) {
      const isDirectory = typeOfOpened(file.openFlags) === FdType.DIRECTORY;
      const outcome = isDirectory ? Opened.DIRECTORY : Opened.FILE;
      if (this.#isUnwanted(path, outcome)) mark = SKIP_ENTER | SKIP_EXIT;
      else if ((plan & SUCCEEDED) === 0) return false;
    }
    file.name = this.#paths.resolved(path);
    this.#readPlaces(view, start);
    this.#fds.add(place, file);
    this.#threads.fdVersion++;
    marks[place] = mark;
    words[at + ENTER_FD] = fd;
    return true;
  }

  noteCloseEnter(view: DataView, start: number, at: number, plan: number, num: number): boolean {
    const { words, marks } = this.#shorthand;
    const fd = firstFd(view, start);
    if (fd < 0) return false;
    const place = (words[at + PAGE] as number) + fd;
    if ((plan & BY_MARK) !== 0 && ((marks[place] as number) & SKIP_ENTER) === 0) return false;
    const { held } = this.#fds;
    if (held[place] === Held.OPENED) held[place] = Held.CLOSING;
    else if (held[place] === Held.UNKNOWN || held[place] === Held.CANCELED) {
      const entry = this.#fds.ownerOf(place >>> 8)?.fds?.get(fd);
      if (entry === undefined) held[place] = Held.ABSENT;
      else entry.flags |= FdFlag.CLOSE_IN_PROGRESS;
    }
    this.#shorthand.noteEnter(view, start, at, num, fd, false);
    return true;
  }

  noteCloseExit(view: DataView, start: number, at: number, plan: number): boolean {
    const { words, marks } = this.#shorthand;
    if (words[at + ENTER_TYPE] !== view.getUint16(start + TYPE, true) - 1) return false;
    const value = firstValue(view, start);
    if (value === 0 || view.getInt32(value + 4, true) < 0) return false;
    const place = (words[at + PAGE] as number) + (words[at + ENTER_FD] as number);
    const isMarked = ((marks[place] as number) & SKIP_EXIT) !== 0;
    if ((plan & (BY_MARK | SUCCEEDED)) === BY_MARK && !isMarked) return false;
    if (!this.#close(place)) return false;
    marks[place] = 0;
    this.#threads.fdVersion++;
    this.#shorthand.noteExit(view, start, at, (plan & REJECTS) !== 0);
    return true;
  }

  /** The block goes: the state gets the enter events whose exit events did not come. */
  endBlock(view: DataView): void {
    for (let i = 0; i < this.#enteredCount; i++) {
      const tid = this.#entered[i] as number;
      const at = this.#shorthand.placeOf(tid);
      const start = this.#shorthand.words[at + ENTER_AT] as number;
      if (at === 0 || start <= 0) continue;
      this.#shorthand.words[at + ENTER_AT] = NO_ENTER;
      this.#threads.find(tid)?.keepEnter(view, start);
    }
    this.#enteredCount = 0;
  }

  /** Whether anybody wanted the exit event of a call to open a file that was taken. */
  answer(isWanted: boolean): void {
    if (this.#asked !== 0 && !isWanted) this.#paths.unwanted[this.#asked]! |= this.#outcome;
    this.#asked = 0;
  }

  #findPath(view: DataView, enter: number): number {
    const lengths = enter + PARAMS;
    const name = lengths + view.getUint32(enter + PARAM_COUNT, true) * 2 + FD_BYTES;
    return this.#paths.find(view, name, view.getUint16(lengths + 2, true));
  }

  /** Whether nobody wants to see such an outcome; when that is not known, it will be answered. */
  #isUnwanted(path: number, outcome: number): boolean {
    if (((this.#paths.unwanted[path] as number) & outcome) !== 0) return true;
    this.#asked = path;
    this.#outcome = outcome;
    return false;
  }

  /** Whether a process is known not to have an fd, and may have it noted. */
  #isAbsent(place: number): boolean {
    const { held } = this.#fds;
    const owner = this.#fds.ownerOf(place >>> 8);
    if (owner === undefined || !this.#threads.hasRoom(owner)) return false;
    if (held[place] === Held.UNKNOWN && owner.fds?.has(place & (PAGE_FDS - 1)) !== true) {
      held[place] = Held.ABSENT;
    }
    return held[place] === Held.ABSENT;
  }

  #close(place: number): boolean {
    const { held } = this.#fds;
    if (held[place] === Held.ABSENT) return true;
    if (held[place] === Held.OPENED || held[place] === Held.CLOSING) {
      this.#fds.remove(place);
      return true;
    }
    const fd = place & (PAGE_FDS - 1);
    const owner = this.#fds.ownerOf(place >>> 8);
    const entry = owner?.fds?.get(fd);
    if (owner === undefined || ((entry?.flags ?? 0) & FdFlag.CLOSE_CANCELED) !== 0) return false;
    this.#threads.deleteFd(owner, fd);
    held[place] = Held.ABSENT;
    return true;
  }

  #readPlaces(view: DataView, start: number): void {
    const file = this.#file;
    const places = this.#placesOf(view, start);
    const dev = paramAt(view, start, places.dev, 4);
    const ino = paramAt(view, start, places.ino, 8);
    file.dev = dev === 0 ? 0 : view.getInt32(dev, true);
    file.inoLow = ino === 0 ? 0 : view.getInt32(ino, true);
    file.inoHigh = ino === 0 ? 0 : view.getInt32(ino + 4, true);
  }

  #placesOf(view: DataView, start: number): OpenPlaces {
    return this.#places[view.getUint16(start + TYPE, true)] as OpenPlaces;
  }
}

/** Where the first param of 64 bits is; 0 when there is none. */
export function firstValue(view: DataView, start: number): number {
  const count = view.getUint32(start + PARAM_COUNT, true);
  const value = start + PARAMS + count * 2;
  if (count === 0 || value + 8 > start + view.getUint32(start + LENGTH, true)) return 0;
  return view.getUint16(start + PARAMS, true) < 8 ? 0 : value;
}

/** The fd in the first param, when it is one that can have marks; else -1. */
export function firstFd(view: DataView, start: number): number {
  const value = firstValue(view, start);
  if (value === 0 || view.getInt32(value + 4, true) !== 0) return -1;
  const fd = view.getInt32(value, true);
  return fd < PAGE_FDS ? fd : -1;
}

function flagsAt(view: DataView, enter: number): number {
  const lengths = enter + PARAMS;
  const count = view.getUint32(enter + PARAM_COUNT, true);
  return lengths + count * 2 + FD_BYTES + view.getUint16(lengths + 2, true);
}

/** Where a param starts that has at least so many bytes; 0 when there is none. */
function paramAt(view: DataView, start: number, param: number, bytes: number): number {
  const count = view.getUint32(start + PARAM_COUNT, true);
  if (param < 0 || param >= count) return 0;
  const lengths = start + PARAMS;
  let at = lengths + count * 2;
  for (let i = 0; i < param; i++) at += view.getUint16(lengths + i * 2, true);
  const length = view.getUint16(lengths + param * 2, true);
  return length < bytes || at + length > start + view.getUint32(start + LENGTH, true) ? 0 : at;
}
