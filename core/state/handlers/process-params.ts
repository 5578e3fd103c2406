import type { EventType } from '../../event/event-table.ts';
import type { Event } from '../event.ts';
import type { Thread } from '../thread.ts';
import { ABSENT, paramOf } from './handler.ts';

/** Where the exit events of clone and execve have what they tell of a process; versions differ. */
export interface ProcessPlaces {
  readonly exe: number;
  readonly args: number;
  readonly pid: number;
  readonly ptid: number;
  readonly fdLimit: number;
  readonly majorFaults: number;
  readonly comm: number;
  readonly cgroups: number;
  readonly flags: number;
  readonly uid: number;
  readonly gid: number;
  readonly vtid: number;
  readonly vpid: number;
  readonly env: number;
}

export function processPlaces(type: EventType): ProcessPlaces {
  return {
    exe: paramOf(type, 'exe'),
    args: paramOf(type, 'args'),
    pid: paramOf(type, 'pid'),
    ptid: paramOf(type, 'ptid'),
    fdLimit: paramOf(type, 'fdlimit'),
    majorFaults: paramOf(type, 'pgft_maj'),
    comm: paramOf(type, 'comm'),
    cgroups: paramOf(type, 'cgroups'),
    flags: paramOf(type, 'flags'),
    uid: paramOf(type, 'uid'),
    gid: paramOf(type, 'gid'),
    vtid: paramOf(type, 'vtid'),
    vpid: paramOf(type, 'vpid'),
    env: paramOf(type, 'env'),
  };
}

/** Name and arguments; events that are too old to have a comm use the exe. */
export function readNames(event: Event, at: ProcessPlaces, thread: Thread): void {
  thread.exe = event.text(at.exe);
  thread.setComm(at.comm === ABSENT ? thread.exe : event.text(at.comm));
  thread.setArgs(event.byteString(at.args));
}

/** Page faults and memory sizes follow each other in every version that has them. */
export function readMemory(event: Event, at: ProcessPlaces, thread: Thread): void {
  if (at.majorFaults === ABSENT) return;
  thread.majorFaults = event.i64(at.majorFaults);
  thread.minorFaults = event.i64(at.majorFaults + 1);
  thread.vmSizeKb = event.u32(at.majorFaults + 2);
  thread.vmRssKb = event.u32(at.majorFaults + 3);
  thread.vmSwapKb = event.u32(at.majorFaults + 4);
}
