import { unsigned64 } from '../../bytes/words.ts';
import { FdEntry, FdFlag, FdType } from '../fd-entry.ts';
import type { Thread } from '../thread.ts';

/** Fds with larger numbers are not noted. */
export const PAGE_FDS = 256;

/** What is known of an fd without looking into the table of its process. */
export const Held = {
  UNKNOWN: 0,
  /** The process has no such fd. */
  ABSENT: 1,
  /** A file that was opened, which the table does not have yet. */
  OPENED: 2,
  /** The same, while it is being closed. */
  CLOSING: 3,
  /** Its close was canceled, which the end of the next call on it settles: that must be taken. */
  CANCELED: 4,
} as const;

/** The numbers that are kept of an opened file. */
const WORDS = 5;
const FLAGS = 0;
const DEV = 1;
const INO_LOW = 2;
const INO_HIGH = 3;
/** Tells which of two files was opened first. */
const ORDER = 4;

const O_DIRECTORY = 1 << 10;

/** A file that a process has opened. */
export interface OpenedFile {
  name: string;
  openFlags: number;
  dev: number;
  inoLow: number;
  inoHigh: number;
}

/** The type of the entry of a file that was opened with these flags. */
export function typeOfOpened(openFlags: number): number {
  return (openFlags & O_DIRECTORY) === 0 ? FdType.FILE_V2 : FdType.DIRECTORY;
}

/**
 * Files that processes have opened and that nobody wanted to see, in a few numbers each: most of them are
 * closed again before anybody asks. Whoever looks into a table gets them delivered first. An fd's
 * place is the page of its process times `PAGE_FDS`, plus its number.
 */
export class FdNotes {
  /** By place, one of `Held`. */
  held: Uint8Array = new Uint8Array(PAGE_FDS * 16);
  /** By page, how many files were not delivered yet. */
  readonly waiting: Int32Array;
  #words = new Int32Array(PAGE_FDS * 16 * WORDS);
  readonly #names: string[] = [];
  readonly #owners: (Thread | undefined)[] = [];
  #opened = 0;

  constructor(maxPages: number) {
    this.waiting = new Int32Array(maxPages);
  }

  /** A page becomes that of a process; `owner` has its fd table. */
  openPage(page: number, owner: Thread): void {
    this.#owners[page] = owner;
    this.#grow(page);
    for (const [fd, { flags }] of owner.fds ?? []) {
      if ((flags & FdFlag.CLOSE_CANCELED) !== 0) this.cancel(page, fd);
    }
  }

  /** The close of an fd of a page was canceled. */
  cancel(page: number, fd: number): void {
    if (fd >= 0 && fd < PAGE_FDS) this.held[page * PAGE_FDS + fd] = Held.CANCELED;
  }

  #grow(page: number): void {
    const needed = (page + 1) * PAGE_FDS;
    if (needed <= this.held.length) return;
    const held = new Uint8Array(this.held.length * 2);
    held.set(this.held);
    this.held = held;
    const words = new Int32Array(this.#words.length * 2);
    words.set(this.#words);
    this.#words = words;
  }

  /** Forgets what a page holds. */
  closePage(page: number): void {
    this.held.fill(Held.UNKNOWN, page * PAGE_FDS, (page + 1) * PAGE_FDS);
    this.waiting[page] = 0;
    this.#owners[page] = undefined;
  }

  clear(): void {
    this.held.fill(Held.UNKNOWN);
    this.waiting.fill(0);
    this.#owners.length = 0;
    this.#names.length = 0;
  }

  /** The thread that has the fd table of a page. */
  ownerOf(page: number): Thread | undefined {
    return this.#owners[page];
  }

  /** Notes that a file was opened where there was no fd before. */
  add(place: number, file: OpenedFile): void {
    const words = this.#words;
    const at = place * WORDS;
    words[at + FLAGS] = file.openFlags;
    words[at + DEV] = file.dev;
    words[at + INO_LOW] = file.inoLow;
    words[at + INO_HIGH] = file.inoHigh;
    words[at + ORDER] = this.#opened = (this.#opened + 1) | 0;
    this.#names[place] = file.name;
    this.held[place] = Held.OPENED;
    this.waiting[place >>> 8]!++;
  }

  /** Notes that a file that was not delivered was closed. */
  remove(place: number): void {
    this.held[place] = Held.ABSENT;
    this.waiting[place >>> 8]!--;
  }

  /** Hands over all files of a page, in the order in which they were opened. */
  deliver(page: number, put: (fd: number, entry: FdEntry) => void): void {
    const count = this.waiting[page] as number;
    this.waiting[page] = 0;
    const first = page * PAGE_FDS;
    const places: number[] = [];
    for (let place = first; places.length < count && place < first + PAGE_FDS; place++) {
      const held = this.held[place] as number;
      if (held === Held.OPENED || held === Held.CLOSING) places.push(place);
    }
    if (places.length > 1) places.sort((a, b) => (this.#order(a) - this.#order(b)) | 0);
    for (const place of places) {
      const entry = this.#entry(place);
      this.held[place] = Held.UNKNOWN;
      put(place - first, entry);
    }
  }

  #order(place: number): number {
    return this.#words[place * WORDS + ORDER] as number;
  }

  #entry(place: number): FdEntry {
    const words = this.#words;
    const at = place * WORDS;
    const flags = words[at + FLAGS] as number;
    const entry = new FdEntry(typeOfOpened(flags), this.#names[place]);
    entry.openFlags = flags >>> 0;
    entry.dev = (words[at + DEV] as number) >>> 0;
    entry.ino = unsigned64(words[at + INO_LOW] as number, words[at + INO_HIGH] as number);
    if (this.held[place] === Held.CLOSING) entry.flags |= FdFlag.CLOSE_IN_PROGRESS;
    return entry;
  }
}
