import { host } from './host.ts';

/** A thread, with the names that `sysdig.get_thread_table` has in Lua. */
export interface Thread {
  readonly tid: number;
  readonly pid: number;
  readonly ptid: number;
  readonly comm: string;
  readonly exe: string;
  readonly args: readonly string[];
  readonly env: readonly string[];
  readonly flags: number;
  readonly fdlimit: number;
  readonly uid: number;
  readonly gid: number;
  /** `<NA>` when it is not known. */
  readonly username: string;
  readonly nchilds: number;
  readonly vmsize_kb: number;
  readonly vmrss_kb: number;
  readonly vmswap_kb: number;
  readonly pfmajor: number;
  readonly pfminor: number;
  /** When it was made, in nanoseconds since 1970; 0 when it is not known. */
  readonly clone_ts: bigint;
  /** Only with the permission `fds`. */
  readonly fds?: readonly OpenFile[];
}

/** A file or connection that a thread has open. */
export interface OpenFile {
  readonly fd: number;
  readonly name: string;
  readonly type: string;
  /** Addresses and ports of the client and the server, of a connection; `s…` alone of one that listens. */
  readonly cip?: string;
  readonly cport?: number;
  readonly sip?: string;
  readonly sport?: number;
  readonly is_server?: boolean;
  readonly l4proto?: string;
}

export interface Container {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly type: string;
}

/** All threads that are known at the event at hand; needs the permission `threads`. */
export function threads(): Thread[] {
  type Row = Omit<Thread, 'clone_ts'> & { readonly clone_ts: string };
  const rows = host.ask('threads', 'table:threads', '') as Row[];
  return rows.map((row) => ({ ...row, clone_ts: BigInt(row.clone_ts) }));
}

/** All containers that are known at the event at hand; needs the permission `containers`. */
export function containers(): Container[] {
  return host.ask('containers', 'table:containers', '') as Container[];
}
