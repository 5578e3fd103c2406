import type { GroupEntry, UserEntry } from '../event/source.ts';

/** More users than any machine has are not kept. */
const MAX_ENTRIES = 65536;
/** All ones stands for nobody. */
const NOBODY = 0xffffffff;

/** Users and groups by id, of the host and of containers. */
export class UserTable {
  readonly users: Map<number, UserEntry> = new Map();
  readonly groups: Map<number, GroupEntry> = new Map();
  readonly #users = new Map<string, UserEntry>();
  readonly #groups = new Map<string, GroupEntry>();

  clear(): void {
    this.users.clear();
    this.groups.clear();
    this.#users.clear();
    this.#groups.clear();
  }

  userOf(uid: number, containerId = ''): UserEntry | undefined {
    if (uid === NOBODY) return undefined;
    const own = this.#users.size === 0 ? undefined : this.#users.get(`${containerId} ${uid}`);
    return own ?? this.users.get(uid);
  }

  groupOf(gid: number, containerId = ''): GroupEntry | undefined {
    if (gid === NOBODY) return undefined;
    const own = this.#groups.size === 0 ? undefined : this.#groups.get(`${containerId} ${gid}`);
    return own ?? this.groups.get(gid);
  }

  addUser(user: UserEntry, containerId = ''): void {
    if (this.users.size + this.#users.size >= MAX_ENTRIES) return;
    if (containerId === '') this.users.set(user.uid, user);
    else this.#users.set(`${containerId} ${user.uid}`, user);
  }

  addGroup(group: GroupEntry, containerId = ''): void {
    if (this.groups.size + this.#groups.size >= MAX_ENTRIES) return;
    if (containerId === '') this.groups.set(group.gid, group);
    else this.#groups.set(`${containerId} ${group.gid}`, group);
  }

  removeUser(uid: number, containerId = ''): void {
    if (containerId === '') this.users.delete(uid);
    else this.#users.delete(`${containerId} ${uid}`);
  }

  removeGroup(gid: number, containerId = ''): void {
    if (containerId === '') this.groups.delete(gid);
    else this.#groups.delete(`${containerId} ${gid}`);
  }
}
