import { DumpFlag } from '../event/event-block.ts';
import { EventRecord } from '../event/event-record.ts';
import type { EventTable } from '../event/event-table.ts';
import type {
  GroupEntry,
  InterfaceEntry,
  MachineInfo,
  StartTables,
  UserEntry,
} from '../event/source.ts';
import { portNumber, type PortText } from './address-text.ts';
import type { Container } from './containers/container.ts';
import { ContainerTable } from './containers/container-table.ts';
import type { Event } from './event.ts';
import { eventTraits, ID_COUNT, Trait } from './event-traits.ts';
import { FdFlag, type FdEntry } from './fd-entry.ts';
import type { Handler } from './handlers/handler.ts';
import { selectHandlers } from './handlers/select-handlers.ts';
import { LocalAddresses } from './interfaces.ts';
import { loadThreads, withSlash } from './load-tables.ts';
import { Need } from './needs.ts';
import { Interest, NotableCalls } from './sift/notable-calls.ts';
import { joinPath } from './paths.ts';
import {
  ENTER_AT,
  ENTER_FD,
  ENTER_HIGH,
  ENTER_LOW,
  ENTER_NUM,
  ENTER_TYPE,
  EXIT_HIGH,
  EXIT_LOW,
  FORGET_ENTER,
  NO_ENTER,
  OTHER,
  type Shorthand,
} from './sift/shorthand.ts';
import { CANCELED_FD, ThreadTable } from './thread-table.ts';
import { NO_EVENT_TYPE, ThreadFlag, type Thread } from './thread.ts';
import { UserTable } from './user-table.ts';

const NOTHING_TO_REMOVE = -1;
const UNUSUAL_THREAD = Trait.NO_THREAD | Trait.KNOWN_THREAD;
const UNPAIRED = Trait.NO_THREAD | Trait.NO_PAIRING;

/**
 * What is known of the machine at the event at hand: threads, fds, users, containers.
 * For every event: `prepare`, then `apply` or `reject`, then `finish` unless it was dropped.
 */
export class State {
  readonly table: EventTable;
  readonly needs: number;
  /**
   * 1 for the event ids that `prepare` and `apply` must see, whoever else wants them; 2 for those
   * that may be passed over when nobody wants their call.
   */
  readonly interest: Uint8Array;
  machine: MachineInfo | undefined = undefined;
  interfaces: readonly InterfaceEntry[] = [];
  localAddresses: LocalAddresses = new LocalAddresses([]);
  readonly threads: ThreadTable = new ThreadTable();
  readonly userTable: UserTable = new UserTable();
  readonly containerTable: ContainerTable = new ContainerTable(this.threads);
  /** How ports in names of sockets are written. */
  portText: PortText = portNumber;
  /** Whether the command line has a filter; set by the pipeline. */
  isFiltered = false;

  /** Which calls may be noted instead of taken. */
  readonly calls: NotableCalls;

  readonly #traits: Uint16Array;
  readonly #handlers: readonly (Handler | undefined)[];
  readonly #hasThreads: boolean;
  readonly #hasFds: boolean;
  readonly #hasActivity: boolean;
  #shorthand: Shorthand | undefined;
  /** The same, when enter and exit events of transfers are noted there. */
  #transfers: Shorthand | undefined;
  readonly #serverPorts = new Set<number>();
  readonly #enter: EventRecord;
  #threadToRemove = NOTHING_TO_REMOVE;
  #fdOwnerTid = 0;
  /** Fds that go with the next event: the first `#fdsLeaving` of a list that is never shortened. */
  readonly #fdsToRemove: number[] = [];
  #fdsLeaving = 0;
  #dropped = false;
  /** Whether the event at hand only shows its thread, but does not count as one of its events. */
  #isLent = false;
  /** Whether only container events have been seen since the tables were loaded. */
  #isLeading = true;

  constructor(table: EventTable, needs: number) {
    this.table = table;
    this.needs = needs;
    this.#hasThreads = (needs & Need.THREADS) !== 0;
    this.#hasFds = (needs & Need.FDS) === Need.FDS;
    this.#hasActivity = (needs & Need.ACTIVITY) === Need.ACTIVITY;
    this.#traits = this.#hasThreads ? eventTraits(table) : new Uint16Array(table.types.length);
    this.#handlers = selectHandlers(table, needs);
    this.#enter = new EventRecord(table);
    this.interest = new Uint8Array(ID_COUNT);
    this.calls = new NotableCalls(table, needs, this.interest, this.#traits);
    this.#setInterest();
  }

  get users(): ReadonlyMap<number, UserEntry> {
    return this.userTable.users;
  }

  get groups(): ReadonlyMap<number, GroupEntry> {
    return this.userTable.groups;
  }

  get containers(): ReadonlyMap<string, Container> {
    return this.containerTable.byId;
  }

  /** Starts anew from the tables at the head of a capture. Containers stay known, as in the reference. */
  load(tables: StartTables): void {
    this.machine = tables.machine;
    this.interfaces = tables.interfaces;
    this.localAddresses = new LocalAddresses(tables.interfaces);
    this.userTable.clear();
    for (const user of tables.users) this.userTable.addUser(user);
    for (const group of tables.groups) this.userTable.addGroup(group);
    this.threads.clear();
    this.#shorthand?.clear();
    this.#threadToRemove = NOTHING_TO_REMOVE;
    this.#fdsLeaving = 0;
    this.#isLeading = true;
    if (!this.#hasThreads) return;
    loadThreads(tables, {
      threads: this.threads,
      serverPorts: this.#serverPorts,
      portText: this.portText,
      withFds: this.#hasFds,
      classic: this.table.edition === 'classic',
      resolveContainer: (thread) => this.resolveContainer(thread),
    });
  }

  /**
   * Lets events that nobody wants be noted instead of taken, with a `Sift`: calls that are passed over,
   * or transfers as well. To be called before `load`.
   */
  useShorthand(shorthand: Shorthand, withTransfers: boolean): void {
    this.#shorthand = shorthand;
    if (!withTransfers) return;
    this.#transfers = shorthand;
    this.threads.shorthand = shorthand;
  }

  /** From now on transfers are not noted. */
  endTransfers(): void {
    const transfers = this.#transfers;
    if (transfers === undefined) return;
    for (const thread of this.threads.values()) this.#catchUp(transfers, thread.tid, thread);
    this.threads.takeAllNoted();
    this.threads.shorthand = undefined;
    this.#transfers = undefined;
  }

  /** Finds the thread and the fd of an event, and pairs an exit with its enter. */
  prepare(event: Event): void {
    this.settle();
    if (this.#hasThreads) this.#begin(event);
  }

  /** Removes what the last event closed or ended, which was kept while that event was looked at. */
  settle(): void {
    if (this.#threadToRemove !== NOTHING_TO_REMOVE) this.#removeThread();
    if (this.#fdsLeaving !== 0) this.#removeFds();
  }

  /** Changes the state by what the event says; false when the event is not to be shown. */
  apply(event: Event): boolean {
    const handler = this.#handlers[event.typeId];
    if (handler === undefined) return true;
    this.#dropped = false;
    if (this.#transfers === undefined) handler(event, this);
    else this.#applyToMarked(this.#transfers, handler, event);
    if (event.thread === undefined && this.#hasThreads) this.#lendThread(event);
    const { fd } = event;
    event.fdNameChanged = fd !== undefined && fd.name !== fd.oldName;
    return !this.#dropped;
  }

  /** What is known of the fds that a handler may have changed is void: those of the call and of its result. */
  #applyToMarked(shorthand: Shorthand, handler: Handler, event: Event): void {
    const { thread } = event;
    const fd = thread?.lastFd;
    handler(event, this);
    if (thread === undefined || fd === undefined) return;
    const owner = this.threads.fdOwnerOf(thread);
    if (owner.marksPage === 0) return;
    shorthand.unmark(owner, fd);
    shorthand.unmark(owner, thread.lastFd);
  }

  /** No filter lets transfers in this direction through the fd of the event at hand pass. */
  markFd({ thread }: Event, mark: number): void {
    if (thread === undefined || thread.gone) return;
    this.#transfers?.mark(thread, this.threads.fdOwnerOf(thread), thread.lastFd, mark);
  }

  /** The command-line filter dropped the event before `apply`: its exit won't find its enter. */
  reject(event: Event): void {
    const { thread } = event;
    if (thread === undefined) return;
    const traits = this.#traits[event.typeId] as number;
    if ((traits & UNPAIRED) === 0) thread.lastType = NO_EVENT_TYPE;
  }

  /** Ends an event that was not dropped, before it is shown. */
  finish(event: Event): void {
    const { thread } = event;
    if (thread === undefined || this.#isLent) return;
    const traits = this.#traits[event.typeId] as number;
    if ((traits & Trait.ENTER) === 0 && thread.enter !== undefined && thread.enter.length !== 0) {
      thread.enter.length = 0;
      thread.enterValid = false;
    }
    if (!this.#hasActivity || (traits & Trait.SWITCH) !== 0) return;
    thread.previousTsLow = thread.lastTsLow;
    thread.previousTsHigh = thread.lastTsHigh;
    thread.lastTsLow = event.tsLow | 0;
    thread.lastTsHigh = event.tsHigh | 0;
  }

  /** Whether events of a type belong to a thread, but to none of its calls. */
  showsLastCall(id: number): boolean {
    return ((this.#traits[id] as number) & Trait.NO_PAIRING) !== 0;
  }

  threadOf(tid: number): Thread | undefined {
    return this.threads.find(tid);
  }

  /** The main thread of a thread's process. */
  leaderOf(thread: Thread): Thread {
    return this.threads.leaderOf(thread);
  }

  parentOf(thread: Thread): Thread | undefined {
    return this.threads.parentOf(thread);
  }

  fdTableOf(thread: Thread): ReadonlyMap<number, FdEntry> | undefined {
    return this.threads.fdTableOf(thread);
  }

  fdOf(thread: Thread, fd: number): FdEntry | undefined {
    return this.threads.fdOf(thread, fd);
  }

  /** The current directory, ending with '/'. */
  cwdOf(thread: Thread): string {
    return this.threads.leaderOf(thread).cwd;
  }

  userOf(uid: number, containerId = ''): UserEntry | undefined {
    return this.userTable.userOf(uid, containerId);
  }

  groupOf(gid: number, containerId = ''): GroupEntry | undefined {
    return this.userTable.groupOf(gid, containerId);
  }

  /**
   * Whether an address is the machine's own, as seen by a thread: processes of containers have the
   * address of theirs.
   */
  isLocalAddress(address: string, thread?: Thread): boolean {
    const inContainer = thread !== undefined && thread.containerId !== '';
    if (inContainer && address.length === 16) return false;
    if (inContainer && this.containerTable.ownsAddress(thread.containerId, address)) return true;
    return this.localAddresses.has(address);
  }

  /** The stored enter event of an exit event, valid until the next call; undefined when it was missed. */
  enterRecord(event: Event): EventRecord | undefined {
    const { thread } = event;
    const enter = thread?.enter;
    if (thread === undefined || enter === undefined) return undefined;
    if (!thread.enterValid || enter.length === 0) return undefined;
    const record = this.#enter;
    record.seekBytes(enter.bytes, enter.view, 0, enter.layout);
    if (this.#isPair(record.typeId, event.typeId)) return record;
    thread.enterValid = false;
    return undefined;
  }

  #isPair(enterId: number, exitId: number): boolean {
    if (exitId === enterId + 1) return true;
    if (((this.#traits[exitId] as number) & Trait.EXECVE) === 0) return false;
    return this.table.typeOf(enterId).name === 'execveat';
  }

  /** Adds an fd made by the event at hand. */
  addFd(event: Event, fd: number, entry: FdEntry): void {
    if (event.thread !== undefined) event.fd = this.threads.addFd(event.thread, fd, entry);
  }

  /** Removes an fd when the next event comes. */
  removeFdLater(thread: Thread, fd: number): void {
    this.#fdOwnerTid = thread.tid;
    if (this.#fdsLeaving === this.#fdsToRemove.length) this.#fdsToRemove.push(fd);
    else this.#fdsToRemove[this.#fdsLeaving] = fd;
    this.#fdsLeaving++;
  }

  /** Removes a thread when the next event comes. */
  removeThreadLater(tid: number): void {
    this.#threadToRemove = tid;
    // Its next event has to come this way, even if nobody wants it.
    this.#transfers?.expectTaken(tid);
  }

  /** Changes the current directory of a thread's process. */
  setCwd(thread: Thread, path: string, pathBytes: number): void {
    const leader = this.threads.leaderOf(thread);
    leader.cwd = withSlash(joinPath(leader.cwd, path, pathBytes));
  }

  addContainer(container: Container): void {
    if (this.#isLeading) this.containerTable.describe(container);
    else this.containerTable.add(container);
  }

  resolveContainer(thread: Thread): void {
    if ((this.needs & Need.CONTAINERS) === Need.CONTAINERS) this.containerTable.resolve(thread);
  }

  /** Hides the event at hand. */
  dropEvent(): void {
    this.#dropped = true;
  }

  /** Finds the context of the event at hand anew, after threads were replaced. */
  lookUpAgain(event: Event): void {
    this.#begin(event);
  }

  #setInterest(): void {
    const { interest, table } = this;
    if (this.#hasThreads) interest.fill(Interest.PAIRING);
    for (const { id } of table.types) {
      if (((this.#traits[id] as number) & UNPAIRED) !== 0) interest[id] = Interest.NONE;
      if (this.#handlers[id] !== undefined) interest[id] = Interest.HANDLED;
    }
  }

  #removeThread(): void {
    this.threads.remove(this.#threadToRemove, false);
    this.#threadToRemove = NOTHING_TO_REMOVE;
  }

  #removeFds(): void {
    const owner = this.threads.findOrCreate(this.#fdOwnerTid);
    for (let i = 0; owner !== undefined && i < this.#fdsLeaving; i++) {
      this.threads.removeFd(owner, this.#fdsToRemove[i] as number);
    }
    this.#fdsLeaving = 0;
  }

  #begin(event: Event): void {
    const traits = this.#traits[event.typeId] as number;
    event.fd = undefined;
    event.errorCode = 0;
    event.fdNameChanged = false;
    if (this.#isLeading && (traits & Trait.CONTAINER) === 0) this.#endLeading();
    const usual = (traits & UNUSUAL_THREAD) === 0;
    const { threads } = this;
    const thread = usual ? threads.findOrCreate(event.tid) : threads.find(event.tid);
    event.thread = thread;
    if (this.#transfers !== undefined)
      this.#catchUp(this.#transfers, event.tid, thread, event.view);
    this.#isLent = (traits & Trait.NO_THREAD) !== 0;
    if (thread === undefined || (traits & UNPAIRED) !== 0) return;
    if (usual) thread.flags |= ThreadFlag.ACTIVE;
    if ((traits & Trait.ENTER) !== 0) this.#pairEnter(event, thread, traits);
    else this.#pairExit(event, thread, traits);
  }

  /** Brings the thread to what was noted since it was last looked at. */
  #catchUp(shorthand: Shorthand, tid: number, thread: Thread | undefined, view?: DataView): void {
    const at = shorthand.placeOf(tid);
    if (at === 0) return;
    const { words } = shorthand;
    const type = words[at + ENTER_TYPE] as number;
    const num = (words[at + ENTER_NUM] as number) >>> 0;
    const enter = words[at + ENTER_AT] as number;
    words[at + ENTER_TYPE] = OTHER;
    words[at + ENTER_AT] = NO_ENTER;
    if (thread === undefined || num <= thread.enterNum) return;
    if (enter > 0 && view !== undefined) thread.keepEnter(view, enter);
    else if (enter === FORGET_ENTER && thread.enter !== undefined) thread.enter.length = 0;
    thread.lastType = type < 0 ? NO_EVENT_TYPE : type;
    thread.lastFd = words[at + ENTER_FD] as number;
    thread.enterNum = num;
    thread.enterFdVersion = -1;
    thread.enterTsLow = words[at + ENTER_LOW] as number;
    thread.enterTsHigh = words[at + ENTER_HIGH] as number;
    thread.exitTsLow = words[at + EXIT_LOW] as number;
    thread.exitTsHigh = words[at + EXIT_HIGH] as number;
  }

  /** Events that come before their thread, as the first of a clone, are shown as its own. */
  #lendThread(event: Event): void {
    event.thread = this.threads.find(event.tid);
    this.#isLent = true;
  }

  #pairEnter(event: Event, thread: Thread, traits: number): void {
    thread.lastType = event.typeId;
    thread.enterNum = event.num;
    thread.enterTsLow = thread.exitTsLow = event.tsLow | 0;
    thread.enterTsHigh = thread.exitTsHigh = event.tsHigh | 0;
    if ((traits & Trait.USES_FD) === 0) {
      thread.lastFd = -1;
      thread.enterFdVersion = -1;
      return;
    }
    const number = event.first64();
    thread.lastFd = number;
    if (!this.#hasFds) return;
    const fd = this.threads.fdOf(thread, number);
    event.fd = fd;
    thread.enterFd = fd;
    thread.enterFdVersion = this.threads.fdVersion;
  }

  #pairExit(event: Event, thread: Thread, traits: number): void {
    if (this.#shorthand?.passedSince(event.tid, thread.enterNum)) forgetEnter(thread);
    if (thread.enterTsLow !== 0 || thread.enterTsHigh !== 0) {
      thread.exitTsLow = event.tsLow | 0;
      thread.exitTsHigh = event.tsHigh | 0;
    }
    thread.enterValid = this.#isPair(thread.lastType, event.typeId);
    if (!thread.enterValid) {
      if ((traits & Trait.WRITE) !== 0) this.#findUnpairedFd(event, thread);
      return;
    }
    if ((traits & Trait.RESULT) !== 0 && event.first64() < 0) event.errorCode = -event.i32(0);
    if ((traits & Trait.USES_FD) !== 0 && this.#hasFds) this.#findExitFd(event, thread, traits);
  }

  #findExitFd(event: Event, thread: Thread, traits: number): void {
    const fd = this.#exitFd(event, thread, traits);
    event.fd = fd;
    if (fd === undefined || (fd.flags & FdFlag.CLOSE_CANCELED) === 0) return;
    fd.flags &= ~FdFlag.CLOSE_CANCELED;
    this.removeFdLater(thread, CANCELED_FD);
  }

  /** As in the reference, a filter is told the fd of a write whose enter event it dropped. */
  #findUnpairedFd(event: Event, thread: Thread): void {
    if (!this.isFiltered || !this.#hasFds || (event.dumpFlags & DumpFlag.TRACER) !== 0) return;
    event.fd = this.threads.fdOf(thread, thread.lastFd);
  }

  #exitFd(event: Event, thread: Thread, traits: number): FdEntry | undefined {
    if ((traits & Trait.SECOND_FD) !== 0) thread.lastFd = event.i64(1);
    else if (thread.enterFdVersion === this.threads.fdVersion) {
      const { enterFd } = thread;
      if (enterFd !== undefined) enterFd.oldName = enterFd.name;
      return enterFd;
    }
    return this.threads.fdOf(thread, thread.lastFd);
  }

  /**
   * Containers described at the head of a capture are known before its threads are looked at, but
   * come after the tables.
   */
  #endLeading(): void {
    this.#isLeading = false;
    if (this.containerTable.byId.size === 0) return;
    for (const thread of this.threads.values()) this.resolveContainer(thread);
  }
}

/** The thread has done something else since its last enter event: this exit is of another call. */
function forgetEnter(thread: Thread): void {
  thread.lastType = NO_EVENT_TYPE;
  thread.lastFd = -1;
  thread.enterFdVersion = -1;
  thread.enterTsLow = thread.exitTsLow = 0;
  thread.enterTsHigh = thread.exitTsHigh = 0;
}
