import type { FdEntry } from './fd-entry.ts';
import { FdFlag } from './fd-entry.ts';
import { Held } from './sift/fd-notes.ts';
import type { Shorthand } from './sift/shorthand.ts';
import { Thread, ThreadFlag } from './thread.ts';

/** Bounds of the reference, so that no capture can make the tables grow without end. */
const MAX_THREADS = 131072;
const MAX_FDS = 4096;
/** All fds of all processes: copies made by clone are cheap to ask for. */
const MAX_FDS_TOTAL = 4_000_000;

/** The fd number under which the entry of a canceled close waits for the exit of that close. */
export const CANCELED_FD = 2 ** 63;

const CACHE_SIZE = 1024;

/** The threads by tid, and the fd tables of their processes. */
export class ThreadTable {
  readonly byTid: Map<number, Thread> = new Map();
  /** How many threads have a pid, themselves included. */
  readonly #members = new Map<number, number>();
  readonly #cache: (Thread | undefined)[] = new Array<Thread | undefined>(CACHE_SIZE).fill(
    undefined,
  );
  #fdTotal = 0;
  /** Changes whenever a number may have another entry than before, in any table. */
  fdVersion = 0;
  /** Told of what changes; undefined when nothing is noted there. */
  shorthand: Shorthand | undefined = undefined;

  clear(): void {
    this.byTid.clear();
    this.#members.clear();
    this.#cache.fill(undefined);
    this.#fdTotal = 0;
  }

  get size(): number {
    return this.byTid.size;
  }

  values(): MapIterator<Thread> {
    return this.byTid.values();
  }

  get(tid: number): Thread | undefined {
    return this.byTid.get(tid);
  }

  find(tid: number): Thread | undefined {
    const slot = tid & (CACHE_SIZE - 1);
    const cached = this.#cache[slot];
    if (cached !== undefined && cached.tid === tid) return cached;
    const thread = this.byTid.get(tid);
    if (thread !== undefined) this.#cache[slot] = thread;
    return thread;
  }

  /** The thread, made as a placeholder when it is not known; undefined when the table is full. */
  findOrCreate(tid: number): Thread | undefined {
    const thread = this.find(tid);
    if (thread !== undefined || this.byTid.size >= MAX_THREADS) return thread;
    return this.#createPlaceholder(tid);
  }

  #createPlaceholder(tid: number): Thread {
    const thread = new Thread(tid);
    thread.pid = tid;
    thread.setComm('<NA>');
    thread.exe = '<NA>';
    thread.loginuid = 0xffffffff;
    thread.childCount = this.#members.get(tid) ?? 0;
    this.add(thread);
    return thread;
  }

  /** Adds a thread and counts it for its leader; false when the table is full. */
  add(thread: Thread): boolean {
    if (!this.insert(thread)) return false;
    this.#countForLeader(thread);
    return true;
  }

  /** Adds a thread without looking at its leader, which may follow. */
  insert(thread: Thread): boolean {
    if (this.byTid.size >= MAX_THREADS) return false;
    const replaced = this.byTid.get(thread.tid);
    if (replaced !== undefined) this.#drop(replaced);
    this.byTid.set(thread.tid, thread);
    this.#changeMembers(thread.pid, 1);
    return true;
  }

  /** Counts every thread for its leader, once all are in. */
  countAll(): void {
    for (const thread of [...this.byTid.values()]) this.#countForLeader(thread);
  }

  #countForLeader(thread: Thread): void {
    if ((thread.flags & ThreadFlag.CLONE_THREAD) === 0) return;
    const leader = this.findOrCreate(thread.pid);
    if (leader !== undefined) leader.childCount++;
  }

  setPid(thread: Thread, pid: number): void {
    if (thread.pid === pid) return;
    if (!thread.gone && this.byTid.get(thread.tid) === thread) {
      this.#changeMembers(thread.pid, -1);
      this.#changeMembers(pid, 1);
    }
    thread.pid = pid;
    thread.label = undefined;
  }

  #changeMembers(pid: number, by: number): void {
    const count = (this.#members.get(pid) ?? 0) + by;
    if (count > 0) this.#members.set(pid, count);
    else this.#members.delete(pid);
  }

  /** Removes a thread, unless it leads others; `force` removes it all the same. */
  remove(tid: number, force: boolean): void {
    const thread = this.byTid.get(tid);
    if (thread === undefined || (thread.childCount > 0 && !force)) return;
    if ((thread.flags & ThreadFlag.CLONE_THREAD) !== 0) {
      const leader = this.byTid.get(thread.pid);
      if (leader !== undefined && leader.childCount > 0) leader.childCount--;
    }
    this.#drop(thread);
    if (thread.childCount > 0) this.#recount();
  }

  #drop(thread: Thread): void {
    this.byTid.delete(thread.tid);
    this.#changeMembers(thread.pid, -1);
    this.#cache[thread.tid & (CACHE_SIZE - 1)] = undefined;
    this.#fdTotal -= thread.fds?.size ?? 0;
    thread.gone = true;
    thread.leader = undefined;
    this.fdVersion++;
    if (this.shorthand !== undefined) {
      const others = (this.#members.get(thread.pid) ?? 0) + (this.#members.get(thread.tid) ?? 0);
      this.shorthand.drop(thread, others > 0);
    }
  }

  #recount(): void {
    for (const thread of this.byTid.values()) {
      thread.childCount = 0;
      thread.leader = undefined;
    }
    this.countAll();
  }

  /** The main thread of the process; made as a placeholder when it is not known. */
  leaderOf(thread: Thread): Thread {
    const known = thread.leader;
    if (known !== undefined && !known.gone) return known;
    if (thread.isLeader) return thread;
    const leader = this.findOrCreate(thread.pid);
    thread.leader = leader;
    return leader ?? thread;
  }

  parentOf(thread: Thread): Thread | undefined {
    return this.find(thread.ptid);
  }

  /** The thread that has the fd table: this one, or the main thread of its process. */
  fdOwnerOf(thread: Thread): Thread {
    return (thread.flags & ThreadFlag.CLONE_FILES) === 0 ? thread : this.leaderOf(thread);
  }

  fdTableOf(thread: Thread): Map<number, FdEntry> | undefined {
    const owner = this.fdOwnerOf(thread);
    if (owner.marksPage !== 0) this.#takeNoted(owner);
    return owner.fds;
  }

  /** Whether files that a process opens may be noted: they will fit into its table. */
  hasRoom(owner: Thread): boolean {
    return (owner.fds?.size ?? 0) < MAX_FDS / 2 && this.#fdTotal < MAX_FDS_TOTAL / 2;
  }

  /** Takes over the files that were only noted. */
  #takeNoted(owner: Thread): void {
    const fds = this.shorthand?.fds;
    if (fds === undefined || fds.waiting[owner.marksPage] === 0) return;
    fds.deliver(owner.marksPage, (fd, entry) => this.#put(owner, fd, entry));
  }

  /** All that was noted is in the tables from now on. */
  takeAllNoted(): void {
    for (const thread of this.byTid.values()) if (thread.marksPage !== 0) this.#takeNoted(thread);
  }

  /** The entry of an fd; from now on a change of its name counts as made by the event at hand. */
  fdOf(thread: Thread, fd: number): FdEntry | undefined {
    if (fd < 0) return undefined;
    const entry = this.fdTableOf(thread)?.get(fd);
    if (entry !== undefined) entry.oldName = entry.name;
    return entry;
  }

  /** Adds or replaces an entry and returns it; undefined when the table is full. */
  addFd(thread: Thread, fd: number, entry: FdEntry): FdEntry | undefined {
    thread.lastFd = fd;
    this.fdVersion++;
    const owner = this.fdOwnerOf(thread);
    if (owner.marksPage !== 0) this.#takeNoted(owner);
    this.shorthand?.unmark(owner, fd, Held.UNKNOWN);
    return this.#put(owner, fd, entry);
  }

  #put(owner: Thread, fd: number, entry: FdEntry): FdEntry | undefined {
    const table = (owner.fds ??= new Map<number, FdEntry>());
    const old = table.get(fd);
    if (old === undefined) {
      if (table.size >= MAX_FDS || this.#fdTotal >= MAX_FDS_TOTAL) return undefined;
      this.#fdTotal++;
    } else if ((old.flags & FdFlag.CLOSE_IN_PROGRESS) !== 0) {
      entry.flags &= ~FdFlag.CLOSE_IN_PROGRESS;
      this.cancelClose(owner, fd, entry);
      if (!table.has(CANCELED_FD)) this.#fdTotal++;
      table.set(CANCELED_FD, old === entry ? old.copy() : old);
    }
    table.set(fd, entry);
    return entry;
  }

  /** The number was given out again before the end of its close was seen. */
  cancelClose(owner: Thread, fd: number, entry: FdEntry): void {
    entry.flags |= FdFlag.CLOSE_CANCELED;
    if (owner.marksPage !== 0) this.shorthand?.fds.cancel(owner.marksPage, fd);
  }

  removeFd(thread: Thread, fd: number): void {
    this.fdVersion++;
    const owner = this.fdOwnerOf(thread);
    if (owner.marksPage !== 0) this.#takeNoted(owner);
    this.shorthand?.unmark(owner, fd, Held.ABSENT);
    this.deleteFd(owner, fd);
  }

  /** Removes an fd from the table that a thread has, without telling anybody. */
  deleteFd(owner: Thread, fd: number): void {
    if (owner.fds?.delete(fd)) this.#fdTotal--;
  }

  /** The thread has a table of its own from now on. */
  ownFds(thread: Thread): void {
    this.fdVersion++;
    this.shorthand?.expectTaken(thread.tid);
  }

  /** Gives a new process copies of what its parent has open. */
  copyFds(from: Thread, to: Thread): void {
    const source = this.fdTableOf(from);
    if (source === undefined || this.#fdTotal + source.size > MAX_FDS_TOTAL) return;
    const table = new Map<number, FdEntry>();
    for (const [fd, entry] of source) {
      const copy = entry.copy();
      copy.flags |= FdFlag.CLONED;
      table.set(fd, copy);
    }
    to.fds = table;
    this.ownFds(to);
    this.#fdTotal += table.size;
  }
}
