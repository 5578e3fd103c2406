import type { GroupEntry, MachineInfo, StartTables, UserEntry } from '@chisel/core/event/source.ts';
import { MAJOR_VERSION, SECTION_HEADER, SECTION_MAGIC } from '../read/block-types.ts';
import type { BlockWriter } from './block-writer.ts';
import { writeFdLists } from './write-fd-list.ts';
import { writeInterfaces } from './write-interfaces.ts';
import { writeProcessLists } from './write-process-list.ts';

/** Versions of the layouts that are written: those that all readers of today know. */
const MINOR_VERSION = 2;
const MACHINE = 0x201;
const USERS_V2 = 0x220;
const UNKNOWN_LENGTH = 0xffffffffffffffffn;
const HOSTNAME_BYTES = 128;
/** Readers refuse longer texts. */
const MAX_USER_TEXT = 255;
const USER = 0;
const GROUP = 1;

/** Writes the head of a section: its header and all tables. */
export function writeTables(out: BlockWriter, tables: StartTables): void {
  writeSectionHeader(out);
  if (tables.machine) writeMachine(out, tables.machine);
  if (tables.interfaces.length > 0) writeInterfaces(out, tables.interfaces);
  if (tables.users.length + tables.groups.length > 0) writeUsers(out, tables);
  writeProcessLists(out, tables.threads);
  writeFdLists(out, tables.fds);
}

function writeSectionHeader(out: BlockWriter): void {
  out.beginBlock(SECTION_HEADER);
  out.u32(SECTION_MAGIC);
  out.u16(MAJOR_VERSION);
  out.u16(MINOR_VERSION);
  out.u64(UNKNOWN_LENGTH);
  out.endBlock();
}

function writeMachine(out: BlockWriter, machine: MachineInfo): void {
  out.beginBlock(MACHINE);
  out.u32(machine.cpuCount);
  out.i64(machine.memorySizeBytes);
  out.i64(machine.maxPid);
  out.text(machine.hostname, HOSTNAME_BYTES);
  out.u64(machine.bootTimeNs);
  // Flags, and two numbers without a meaning.
  for (let i = 0; i < 3; i++) out.u64(0n);
  out.endBlock();
}

function writeUsers(out: BlockWriter, { users, groups }: StartTables): void {
  out.beginBlock(USERS_V2);
  for (const user of users) writeUser(out, user);
  for (const group of groups) writeGroup(out, group);
  out.endBlock();
}

function writeUser(out: BlockWriter, user: UserEntry): void {
  const start = out.beginEntry();
  out.u8(USER);
  out.u32(user.uid);
  out.u32(user.gid);
  out.string(user.name, MAX_USER_TEXT);
  out.string(user.home, MAX_USER_TEXT);
  out.string(user.shell, MAX_USER_TEXT);
  out.endEntry(start, start);
}

function writeGroup(out: BlockWriter, group: GroupEntry): void {
  const start = out.beginEntry();
  out.u8(GROUP);
  out.u32(group.gid);
  out.string(group.name, MAX_USER_TEXT);
  out.endEntry(start, start);
}
