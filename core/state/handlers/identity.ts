import type { EventTable, EventType } from '../../event/event-table.ts';
import type { Event } from '../event.ts';
import { Need } from '../needs.ts';
import type { State } from '../state.ts';
import { ThreadFlag, type Thread } from '../thread.ts';
import { enterOf, paramOf, type Handler, type HandlerRow } from './handler.ts';
import { readCapabilities } from './execve.ts';

/** All ones: the id stays as it is. */
const UNCHANGED = 0xffffffff;

type IdField = 'uid' | 'gid';

/** The new id stands in the enter event; events without one have it in the exit. */
function createSetId(field: IdField, name: string): HandlerRow['create'] {
  return (type: EventType, table: EventTable): Handler => {
    const isOptional = name !== field;
    const inEnter = enterOf(type, table).params.some((param) => param.name === name);
    const param = paramOf(inEnter ? enterOf(type, table) : type, name);
    return (event, state) => {
      if (event.i64(0) < 0 || event.thread === undefined) return;
      const told = inEnter ? state.enterRecord(event) : event;
      if (told === undefined) return;
      const id = told.u32(param);
      if (!isOptional || id !== UNCHANGED) event.thread[field] = id;
    };
  };
}

function onSetsid(event: Event): void {
  const session = event.i64(0);
  if (session >= 0 && event.thread !== undefined) event.thread.sid = session;
}

function onCapset(event: Event): void {
  if (event.i64(0) >= 0 && event.thread !== undefined) readCapabilities(event, 1, event.thread);
}

const ALL_CAPABILITIES = 0x1ffffffffffn;

/** In a user namespace of its own a thread may do everything. */
function createNamespace(type: EventType, table: EventTable): Handler {
  const enterType = enterOf(type, table);
  const name = enterType.params.some((param) => param.name === 'nstype') ? 'nstype' : 'flags';
  const exitParam = paramOf(type, name);
  return (event) => {
    if (event.i64(0) < 0 || event.thread === undefined) return;
    if ((event.u32(exitParam) & ThreadFlag.CLONE_NEWUSER) !== 0) grantAll(event.thread);
  };
}

function grantAll(thread: Thread): void {
  thread.capInheritable = ALL_CAPABILITIES;
  thread.capPermitted = ALL_CAPABILITIES;
  thread.capEffective = ALL_CAPABILITIES;
}

const PR_SET_CHILD_SUBREAPER = 36;
const PR_GET_CHILD_SUBREAPER = 37;

function onPrctl(event: Event, state: State): void {
  const option = event.u32(1);
  if (event.i64(0) < 0 || event.thread === undefined) return;
  if (option !== PR_SET_CHILD_SUBREAPER && option !== PR_GET_CHILD_SUBREAPER) return;
  state.leaderOf(event.thread).isReaper = event.i64(3) !== 0;
}

const needs = Need.THREADS;

export const identityRows: readonly HandlerRow[] = [
  { needs, events: ['setuid<'], create: createSetId('uid', 'uid') },
  { needs, events: ['setgid<'], create: createSetId('gid', 'gid') },
  { needs, events: ['setresuid<'], create: createSetId('uid', 'euid') },
  { needs, events: ['setresgid<'], create: createSetId('gid', 'egid') },
  { needs, newestOnly: true, events: ['setreuid<'], create: createSetId('uid', 'euid') },
  { needs, newestOnly: true, events: ['setregid<'], create: createSetId('gid', 'egid') },
  { needs, events: ['setsid<'], create: () => onSetsid },
  { needs, events: ['capset<'], create: () => onCapset },
  { needs, newestOnly: true, events: ['unshare<', 'setns<'], create: createNamespace },
  { needs, events: ['prctl<'], create: () => onPrctl },
];
