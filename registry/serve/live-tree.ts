import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeyRing } from '../keys/key-ring.ts';
import { withLock } from '../lock/with-lock.ts';
import { renewal } from '../operate/sign-registry.ts';
import { commitTree, withChanges, type Changes } from '../tree/commit-tree.ts';
import { daysUntil } from '../tree/expiry.ts';
import { timestampPath } from '../tree/tree-paths.ts';
import { readTree, type Tree } from '../tree/tree.ts';

/** A registry in a folder that a server changes, one change after the other, and others may too. */
export class LiveTree {
  readonly folder: string;
  readonly #readRing: () => KeyRing;
  #tree: Tree;
  #state: Buffer;
  #last: Promise<void> = Promise.resolve();
  #waiting: Waiting[] = [];

  /** The keys are read for each change: they may be rotated meanwhile. */
  constructor(folder: string, readRing: () => KeyRing) {
    this.folder = folder;
    this.#readRing = readRing;
    this.#tree = readTree(folder);
    this.#state = this.#read();
  }

  /** The newest state. */
  current(): Tree {
    const state = this.#read();
    if (!state.equals(this.#state)) {
      this.#tree = readTree(this.folder);
      this.#state = state;
    }
    return this.#tree;
  }

  /**
   * Makes a change. Those that come while another is being written are written together: signing and
   * waiting for the disk cost the same for many as for one. One that fails is left out.
   */
  change<Result extends { changes: Changes }>(make: MakeChange<Result>): Promise<Result> {
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    this.#waiting.push({ make, resolve: resolve as (made: { changes: Changes }) => void, reject });
    if (this.#waiting.length === 1) this.#last = this.#last.then(() => this.#writeWaiting());
    return promise;
  }

  /** Signs the newest state anew when it is good for less than half of the time it should be. */
  async keepFresh(days: number): Promise<void> {
    if (daysUntil(this.current().timestamp.signed.expires) > days / 2) return;
    await this.change((tree, ring) => ({ changes: renewal(tree, ring, days) }));
  }

  async #writeWaiting(): Promise<void> {
    const waiting = this.#waiting.splice(0);
    try {
      await withLock(this.folder, () => this.#write(waiting));
    } catch (error) {
      for (const { reject } of waiting) reject(error);
    }
  }

  #write(waiting: readonly Waiting[]): void {
    const ring = this.#readRing();
    const before = this.current();
    let tree = before;
    const done: (() => void)[] = [];
    const all: Changes[] = [];
    for (const { make, resolve, reject } of waiting) {
      try {
        const made = make(tree, ring);
        tree = withChanges(tree, made.changes);
        all.push(made.changes);
        done.push(() => resolve(made));
      } catch (error) {
        reject(error);
      }
    }
    if (all.length === 0) return;
    this.#tree = commitTree(before, together(all), ring);
    this.#state = this.#read();
    for (const tell of done) tell();
  }

  #read(): Buffer {
    return readFileSync(join(this.folder, timestampPath));
  }
}

type MakeChange<Result> = (tree: Tree, ring: KeyRing) => Result;

interface Waiting {
  readonly make: MakeChange<{ changes: Changes }>;
  readonly resolve: (made: { changes: Changes }) => void;
  readonly reject: (error: unknown) => void;
}

/** Changes made one on the other, as one. */
function together(all: readonly Changes[]): Changes {
  const expires = all.findLast((changes) => changes.expires !== undefined)?.expires;
  return {
    roots: all.flatMap(({ roots = [] }) => roots),
    signers: new Map(all.flatMap(({ signers = [] }) => [...signers])),
    files: new Map(all.flatMap(({ files = [] }) => [...files])),
    ...(expires === undefined ? {} : { expires }),
  };
}
