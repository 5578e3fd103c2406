import {
  ContainerType,
  createContainer,
  Lookup,
  type Container,
  type ProbeKind,
} from './container.ts';
import { engines, type ContainerMatch, type EngineContext } from './container-engines.ts';
import { Category, type Thread } from '../thread.ts';
import type { ThreadTable } from '../thread-table.ts';

/** Captures that name more containers than any machine runs are not followed further. */
const MAX_CONTAINERS = 65536;
const MAX_OUTSIDE = 256;
/** Where the root directories of rkt's containers are. */
const ROOTS_OF_PODS = /^\/(?:opt\/stage2|var\/lib\/rkt)\//;
/** How far up a chain of parents is looked; it may be a loop. */
const MAX_PARENTS = 1024;

const PROBE_CATEGORY: Readonly<Record<ProbeKind, number>> = {
  Healthcheck: Category.HEALTHCHECK,
  LivenessProbe: Category.LIVENESS_PROBE,
  ReadinessProbe: Category.READINESS_PROBE,
};

/** The containers by id, and which thread is in which. */
export class ContainerTable implements EngineContext {
  readonly byId: Map<string, Container> = new Map();
  readonly #threads: ThreadTable;
  /** Whether there are containers that are parts of rkt pods. */
  knowsPods = false;
  /** Cgroups that were found to be outside of containers. */
  readonly #outside = new Set<string>();
  /** Ids that the head of the capture describes. */
  readonly #described = new Set<string>();
  /** `id type` pairs that an engine has made a container of already. */
  readonly #seen = new Set<string>();

  constructor(threads: ThreadTable) {
    this.#threads = threads;
  }

  add(container: Container): void {
    if (this.byId.size >= MAX_CONTAINERS && !this.byId.has(container.id)) return;
    if (container.id.includes(':')) {
      this.knowsPods = true;
      this.#outside.clear();
    }
    this.#seen.add(`${container.type} ${container.id}`);
    this.byId.set(container.id, container);
  }

  /** Adds a container that the head of a capture describes. */
  describe(container: Container): void {
    this.add(container);
    if (this.byId.has(container.id)) this.#described.add(container.id);
  }

  /** The ids as the reference comes to know them: what is described before what threads are in. */
  ids(): string[] {
    const found = [...this.byId.keys()].filter((id) => !this.#described.has(id));
    return [...this.#described, ...found];
  }

  /** Finds the container of a thread from its cgroups; to be called whenever they may have changed. */
  resolve(thread: Thread): void {
    thread.containerId = '';
    const dependsOnThread = ROOTS_OF_PODS.test(thread.root);
    if (!dependsOnThread && this.#outside.has(thread.cgroupsBytes)) return;
    this.#askEngines(thread);
    if (thread.containerId !== '') this.#categorise(thread);
    else if (!dependsOnThread) this.#rememberOutside(thread.cgroupsBytes);
  }

  /** Mesos tasks are told apart by the environment, so that their cgroups alone say nothing. */
  #rememberOutside(cgroups: string): void {
    if (cgroups.includes('/mesos/')) return;
    if (this.#outside.size >= MAX_OUTSIDE) this.#outside.clear();
    this.#outside.add(cgroups);
  }

  #askEngines(thread: Thread): void {
    for (const engine of engines) {
      const match = engine(thread, this);
      if (match === undefined) continue;
      thread.containerId = match.id;
      if (this.#settle(match)) return;
    }
  }

  /** Makes the container when it is new, and tells whether no other engine need be asked. */
  #settle(match: ContainerMatch): boolean {
    if (match.idOnly === true) return match.type === ContainerType.RKT;
    const isDocker = match.type === ContainerType.DOCKER || match.type === ContainerType.PODMAN;
    const known = isDocker ? this.byId.get(match.id) : undefined;
    if (known !== undefined) return known.lookup === Lookup.SUCCESSFUL;
    if (isDocker || !this.#seen.has(`${match.type} ${match.id}`)) {
      const container = createContainer(match.id, match.type, match.name);
      this.add({ ...container, mesosTaskId: match.mesosTaskId ?? '' });
    }
    return true;
  }

  /** Whether a thread of a container is its first process, or part of a health probe. */
  #categorise(thread: Thread): void {
    if (thread.vpid === 1) {
      thread.category = Category.CONTAINER;
      return;
    }
    const parent = this.#threads.parentOf(thread);
    if (parent !== undefined && parent.category !== Category.NONE) {
      thread.category = parent.category;
      return;
    }
    const container = this.byId.get(thread.containerId);
    if (container === undefined || container.lookup !== Lookup.SUCCESSFUL) return;
    const probe = container.probes.find(
      ({ exe, args }) => exe === thread.exe && sameList(args, thread.args),
    );
    if (probe !== undefined && !this.#isUnderFirstProcess(thread)) {
      thread.category = PROBE_CATEGORY[probe.kind];
    }
  }

  #isUnderFirstProcess(thread: Thread): boolean {
    let found = false;
    this.visitParents(thread, (parent) => {
      found = parent.vpid === 1 && parent.containerId !== '';
      return !found;
    });
    return found;
  }

  visitParents(thread: Thread, visit: (parent: Thread) => boolean): void {
    let parent = this.#threads.parentOf(thread);
    for (let i = 0; i < MAX_PARENTS && parent !== undefined && parent.tid !== -1; i++) {
      if (!visit(parent) || parent.tid === parent.ptid) return;
      parent = this.#threads.parentOf(parent);
    }
  }

  envOf(thread: Thread): readonly string[] {
    return this.#threads.leaderOf(thread).env;
  }

  /** Whether an IPv4 address belongs to a container, or to any when that one's is not known. */
  ownsAddress(containerId: string, address: string): boolean {
    const container = this.byId.get(containerId);
    if (container === undefined) return false;
    const number = [...address].reduce((ip, byte) => ip * 256 + byte.charCodeAt(0), 0);
    if (container.ip !== 0) return container.ip === number;
    for (const { ip } of this.byId.values()) if (ip === number) return true;
    return false;
  }

  isKnown(containerId: string): boolean {
    return this.byId.has(containerId);
  }
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}
