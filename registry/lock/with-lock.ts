import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { busy } from '../errors.ts';
import { limits } from '../limits.ts';

const pollMs = 20;
const sqliteBusy = 5;

/**
 * Runs `change` while no other process changes this home.
 * The lock is SQLite's on an empty database: the kernel lets go of it when its holder dies, so
 * there are no stale locks to guess about.
 */
export async function withLock<Result>(
  home: string,
  change: () => Promise<Result> | Result,
  waitMs: number = limits.lockWaitMs,
): Promise<Result> {
  const database = new DatabaseSync(join(home, '.busy'), { timeout: 0 });
  try {
    const deadline = performance.now() + waitMs;
    while (!tryBegin(database)) {
      if (performance.now() > deadline) throw busy({ home, waitedMs: waitMs });
      await sleep(pollMs);
    }
    return await change();
  } finally {
    database.close();
  }
}

function tryBegin(database: DatabaseSync): boolean {
  try {
    database.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if ((error as { errcode?: number }).errcode === sqliteBusy) return false;
    throw error;
  }
}
