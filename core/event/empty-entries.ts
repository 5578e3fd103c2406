import type { FdTableEntry, ThreadEntry } from './source.ts';

/** A row of an fd list of which nothing is known. */
export function emptyFd(): FdTableEntry {
  return {
    fd: 0,
    ino: 0n,
    type: 0,
    name: '',
    openFlags: 0,
    dev: 0,
    l4: 0,
    sip: '',
    dip: '',
    sport: 0,
    dport: 0,
    unixSource: 0n,
    unixDestination: 0n,
  };
}

/** A row of the process list of which nothing is known. */
export function emptyThread(): ThreadEntry {
  return {
    tid: 0,
    pid: 0,
    ptid: 0,
    sid: -1,
    vpgid: -1,
    comm: '',
    exe: '',
    exepath: '',
    args: '',
    cwd: '',
    fdLimit: 0,
    flags: 0,
    uid: 0,
    gid: 0,
    vmSizeKb: 0,
    vmRssKb: 0,
    vmSwapKb: 0,
    majorFaults: 0,
    minorFaults: 0,
    env: '',
    vtid: -1,
    vpid: -1,
    cgroups: '',
    root: '',
    loginuid: 0xffffffff,
    tty: 0,
    exeWritable: false,
    capInheritable: 0n,
    capPermitted: 0n,
    capEffective: 0n,
    pidnsInitStartNs: undefined,
    exeUpperLayer: false,
    exeLowerLayer: false,
    exeFromMemfd: false,
    exeIno: 0n,
    exeCtimeNs: 0n,
    exeMtimeNs: 0n,
    pgid: 0,
  };
}
