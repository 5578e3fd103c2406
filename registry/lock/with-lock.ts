import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { busy, homeUnusable } from '../errors.ts';
import { limits } from '../limits.ts';
import { lockDatabase } from './lock-paths.ts';

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
  const database = open(home);
  try {
    const deadline = performance.now() + waitMs;
    while (!tryBegin(database, home)) {
      if (performance.now() > deadline) throw busy({ home, waitedMs: waitMs });
      await sleep(pollMs);
    }
    return await change();
  } catch (error) {
    throw isOfHome(error, home) ? homeUnusable({ home, reason: error.message }, error) : error;
  } finally {
    database.close();
  }
}

function open(home: string): DatabaseSync {
  try {
    return new DatabaseSync(lockDatabase(home), { timeout: 0 });
  } catch (error) {
    throw homeUnusable({ home, reason: (error as Error).message }, error);
  }
}

/** Whether the file system refused a change: no space, no permission, read only. */
function isOfHome(error: unknown, home: string): error is Error {
  if (!(error instanceof Error)) return false;
  const { path, syscall } = error as NodeJS.ErrnoException;
  return path?.startsWith(home) ?? (syscall === 'write' || syscall === 'fsync');
}

function tryBegin(database: DatabaseSync, home: string): boolean {
  try {
    database.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if ((error as { errcode?: number }).errcode === sqliteBusy) return false;
    throw homeUnusable({ home, reason: (error as Error).message }, error);
  }
}
