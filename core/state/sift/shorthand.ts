import { TYPE } from '../../event/event-header.ts';
import { FdNotes, PAGE_FDS } from './fd-notes.ts';
import type { Thread } from '../thread.ts';

/** Threads with larger numbers have none. No Linux has larger ones. */
export const TID_LIMIT = 1 << 22;
/** More threads than the thread table holds. */
const MAX_THREADS = 1 << 17;
/** When numbers are kept of so many threads, those of threads that are no more are looked for. */
const FIRST_LIMIT = 1 << 14;
/** How many numbers are kept of a thread: 64 bytes, which a processor fetches as one. */
const WORDS = 16;

/** Number of the last event that was passed over. */
export const PASSED = 0;
/** The last enter event that was noted: its number, its type or one of those below, its fd, its time. */
export const ENTER_NUM = 1;
export const ENTER_TYPE = 2;
export const ENTER_FD = 3;
export const ENTER_LOW = 4;
export const ENTER_HIGH = 5;
/** Time of the exit event that was noted after it. */
export const EXIT_LOW = 6;
export const EXIT_HIGH = 7;
/** Where the marks of the fds of its process start, good for one epoch. */
export const PAGE = 8;
export const EPOCH = 9;
/**
 * Where the enter event that was noted starts in the block at hand, for calls whose exit needs it, or
 * one of those below.
 */
export const ENTER_AT = 10;

/** Instead of a place: nothing is known that the state would not. */
export const NO_ENTER = 0;
/** Instead of a place: an exit came, so that the enter event that the state keeps is void. */
export const FORGET_ENTER = -1;

/** Instead of a type: the thread has done something else since. */
export const OTHER = -1;
/** Instead of a type: the filter rejected the event, so that its exit won't find it. */
export const REJECTED = -2;

/** Instead of a type: a command that changes nothing, whose exit is passed over as well. */
export const IDLE_COMMAND = -3;

/** How many processes have marks; place 0 stands for none. */
const MAX_PAGES = 4096;

/** Marks of an fd: nobody wants the enter events, or the exit events, of transfers through it. */
export const SKIP_ENTER = 1;
export const SKIP_EXIT = 2;

/**
 * What is remembered of events that nobody wants, in a few numbers a thread: noting an event here
 * costs a fraction of taking it through the state. The state catches up when the thread does
 * something that somebody wants.
 *
 * An fd has a mark while it is known that no filter lets transfers through it pass. Whoever
 * changes an fd takes its marks away. A thread whose fd table may be another than before has to be
 * taken once; when a table that threads share goes, an epoch ends and all of them have to.
 */
export class Shorthand {
  /** By tid, where its numbers start in `words`; 0 when it has none. Untouched memory costs nothing. */
  readonly places: Uint32Array = new Uint32Array(TID_LIMIT);
  readonly words: Int32Array = new Int32Array((MAX_THREADS + 1) * WORDS);
  marks: Uint8Array = new Uint8Array(PAGE_FDS * 16);
  epoch = 1;
  readonly fds: FdNotes = new FdNotes(MAX_PAGES);
  readonly #isKnown: (tid: number) => boolean;
  /** Whose numbers are where, in the order of their places. */
  readonly #tids: number[] = [];
  #limit = FIRST_LIMIT;
  readonly #freePlaces: number[] = [];
  #pages = 1;
  readonly #freePages: number[] = [];

  /** `isKnown` says whether a thread is in the thread table. */
  constructor(isKnown: (tid: number) => boolean) {
    this.#isKnown = isKnown;
  }

  /** Where the numbers of a thread start, 0 when there is no room for it. */
  open(tid: number): number {
    const known = this.places[tid] as number;
    if (known !== 0) return known;
    const at = this.#takePlace(tid);
    if (at === 0) return 0;
    this.places[tid] = at;
    this.words.fill(0, at, at + WORDS);
    this.words[at + ENTER_TYPE] = OTHER;
    return at;
  }

  #takePlace(tid: number): number {
    if (this.#freePlaces.length === 0 && this.#tids.length === this.#limit) this.#freeUnknown();
    const free = this.#freePlaces.pop();
    if (free !== undefined) {
      this.#tids[free / WORDS - 1] = tid;
      return free;
    }
    return this.#tids.length === MAX_THREADS ? 0 : this.#tids.push(tid) * WORDS;
  }

  /** Threads come and go without end. Room is found for more where most of those kept are still there. */
  #freeUnknown(): void {
    this.#tids.forEach((tid, i) => {
      if (this.#isKnown(tid)) return;
      this.places[tid] = 0;
      this.#freePlaces.push((i + 1) * WORDS);
    });
    if (this.#freePlaces.length < this.#limit / 2) {
      this.#limit = Math.min(this.#limit * 2, MAX_THREADS);
    }
  }

  /** Forgets everything. */
  clear(): void {
    for (const tid of this.#tids) this.places[tid] = 0;
    this.#tids.length = 0;
    this.#freePlaces.length = 0;
    this.marks.fill(0);
    this.fds.clear();
    this.#pages = 1;
    this.#freePages.length = 0;
    this.epoch++;
  }

  /** Where the numbers of a thread start, 0 when it has none. */
  placeOf(tid: number): number {
    return tid >= 0 && tid < TID_LIMIT ? (this.places[tid] as number) : 0;
  }

  /**
   * Notes an enter event, which starts at `start`, in the numbers of its thread; -1 is no fd. The filter
   * may have rejected it.
   */
  noteEnter(
    view: DataView,
    start: number,
    at: number,
    num: number,
    fd: number,
    isRejected: boolean,
  ): void {
    const { words } = this;
    words[at + ENTER_NUM] = num;
    words[at + ENTER_TYPE] = isRejected ? REJECTED : view.getUint16(start + TYPE, true);
    words[at + ENTER_FD] = fd;
    words[at + ENTER_AT] = NO_ENTER;
    words[at + ENTER_LOW] = words[at + EXIT_LOW] = view.getInt32(start, true);
    words[at + ENTER_HIGH] = words[at + EXIT_HIGH] = view.getInt32(start + 4, true);
  }

  /** Notes the exit event of the enter event that was noted last. */
  noteExit(view: DataView, start: number, at: number, isRejected: boolean): void {
    const { words } = this;
    if (!isRejected) words[at + ENTER_AT] = FORGET_ENTER;
    words[at + EXIT_LOW] = view.getInt32(start, true);
    words[at + EXIT_HIGH] = view.getInt32(start + 4, true);
  }

  /** Whether an event of the thread was passed over since the one with this number. */
  passedSince(tid: number, num: number): boolean {
    const at = this.placeOf(tid);
    return at !== 0 && (this.words[at + PASSED] as number) >>> 0 > num;
  }

  /** Marks an fd of a process; `owner` is the thread that has the fd table. */
  mark(thread: Thread, owner: Thread, fd: number, mark: number): void {
    if (!(thread.tid >= 0 && thread.tid < TID_LIMIT)) return;
    const at = this.open(thread.tid);
    const page = owner.marksPage === 0 ? this.#addPage(owner) : owner.marksPage;
    if (at === 0 || page === 0) return;
    this.words[at + PAGE] = page * PAGE_FDS;
    this.words[at + EPOCH] = this.epoch;
    if (fd >= 0 && fd < PAGE_FDS) this.marks[page * PAGE_FDS + fd]! |= mark;
  }

  /** Takes the marks of an fd away; `held` is what is known of it, if that changed. */
  unmark(owner: Thread, fd: number, held?: number): void {
    if (owner.marksPage === 0 || !(fd >= 0 && fd < PAGE_FDS)) return;
    const place = owner.marksPage * PAGE_FDS + fd;
    this.marks[place] = 0;
    if (held !== undefined) this.fds.held[place] = held;
  }

  /** The next event of the thread has to be taken. */
  expectTaken(tid: number): void {
    const at = this.placeOf(tid);
    if (at !== 0) this.words[at + EPOCH] = 0;
  }

  /** A thread has left the thread table: one of the same number is another. */
  drop(thread: Thread, wasShared: boolean): void {
    const at = this.placeOf(thread.tid);
    if (at !== 0) {
      this.words[at + ENTER_NUM] = 0;
      this.words[at + ENTER_TYPE] = OTHER;
      this.words[at + EPOCH] = 0;
      this.words[at + ENTER_AT] = NO_ENTER;
    }
    if (thread.marksPage === 0) return;
    if (wasShared) this.epoch++;
    this.marks.fill(0, thread.marksPage * PAGE_FDS, (thread.marksPage + 1) * PAGE_FDS);
    this.fds.closePage(thread.marksPage);
    this.#freePages.push(thread.marksPage);
    thread.marksPage = 0;
  }

  #addPage(owner: Thread): number {
    const free = this.#freePages.pop();
    if (free === undefined && this.#pages === MAX_PAGES) return 0;
    owner.marksPage = free ?? this.#pages++;
    const needed = (owner.marksPage + 1) * PAGE_FDS;
    if (needed > this.marks.length) {
      const larger = new Uint8Array(this.marks.length * 2);
      larger.set(this.marks);
      this.marks = larger;
    }
    this.fds.openPage(owner.marksPage, owner);
    return owner.marksPage;
  }
}
