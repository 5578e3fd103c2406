import { readFileSync } from 'node:fs';
import { unknownUser } from './errors.ts';
import { loadAddon } from './native.ts';

interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string | undefined;
}

/**
 * Becomes the user who asked, once the probe is attached: the one of `-Z`, else the one who called sudo.
 * Nothing privileged is left in any thread. Root who called it as root stays root.
 */
export function dropPrivileges(user: string | undefined): void {
  const isRoot = process.geteuid?.() === 0;
  const account = accountOf(user);
  if (isRoot && account === undefined) return;
  if (isRoot && account) become(account);
  if (!loadAddon().dropCapabilities()) throw new Error('capabilities could not be given up');
}

function become({ name, uid, gid, home }: Account): void {
  process.setgroups?.(groupsOf(name));
  process.setgid?.(gid);
  process.setuid?.(uid);
  // Chisels are looked for in the home of who runs them, which sudo replaces.
  if (home !== undefined) process.env['HOME'] = home;
}

function accountOf(user: string | undefined): Account | undefined {
  const { SUDO_UID, SUDO_GID } = process.env;
  if (user !== undefined) {
    const found = accounts().find(({ name, uid }) => name === user || String(uid) === user);
    if (!found) throw unknownUser({ user });
    return found;
  }
  if (SUDO_UID === undefined || !/^\d+$/.test(SUDO_UID)) return undefined;
  const uid = Number(SUDO_UID);
  const known = accounts().find((account) => account.uid === uid);
  const gid = /^\d+$/.test(SUDO_GID ?? '') ? Number(SUDO_GID) : (known?.gid ?? uid);
  return { name: known?.name ?? '', uid, gid, home: known?.home };
}

/** The groups that list a user as a member. */
function groupsOf(user: string): number[] {
  return rowsOf('/etc/group')
    .filter(([, , , members = '']) => members.split(',').includes(user))
    .map(([, , gid]) => Number(gid));
}

function rowsOf(file: string): string[][] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((row) => row.split(':'));
}

function accounts(): Account[] {
  return rowsOf('/etc/passwd')
    .filter((row) => row.length >= 7)
    .map(([name = '', , uid, gid, , home]) => ({ name, uid: Number(uid), gid: Number(gid), home }));
}
