import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeyRing } from '../keys/key-ring.ts';
import { withLock } from '../lock/with-lock.ts';
import { renew } from '../operate/sign-registry.ts';
import { daysUntil } from '../tree/expiry.ts';
import { timestampPath } from '../tree/tree-paths.ts';
import { readTree, type Tree } from '../tree/tree.ts';

/** A registry in a folder that a server changes, one change after the other, and others may too. */
export class LiveTree {
  readonly folder: string;
  readonly ring: KeyRing;
  #tree: Tree;
  #state: Buffer;
  #last: Promise<unknown> = Promise.resolve();

  constructor(folder: string, ring: KeyRing) {
    this.folder = folder;
    this.ring = ring;
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

  /** Makes a change when those before have ended; one that fails changes nothing. */
  change<Result extends { tree: Tree }>(make: (tree: Tree) => Result): Promise<Result> {
    const result = this.#last.then(() =>
      withLock(this.folder, () => {
        const made = make(this.current());
        this.#tree = made.tree;
        this.#state = this.#read();
        return made;
      }),
    );
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Signs the newest state anew when it is good for less than half of the time it should be. */
  async keepFresh(days: number): Promise<void> {
    if (daysUntil(this.current().timestamp.signed.expires) > days / 2) return;
    await this.change((tree) => ({ tree: renew(tree, this.ring, days) }));
  }

  #read(): Buffer {
    return readFileSync(join(this.folder, timestampPath));
  }
}
