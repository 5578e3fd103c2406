import { readFileSync } from 'node:fs';
import { availableParallelism, hostname, networkInterfaces, totalmem } from 'node:os';
import type {
  GroupEntry,
  InterfaceEntry,
  MachineInfo,
  UserEntry,
} from '@chisel/core/event/source.ts';
import { procText } from './read-proc.ts';

export function readMachine(bootNs: bigint): MachineInfo {
  return {
    cpuCount: availableParallelism(),
    memorySizeBytes: totalmem(),
    maxPid: Number(procText('sys/kernel/pid_max')),
    hostname: Buffer.from(hostname()).toString('latin1'),
    bootTimeNs: bootNs,
  };
}

export function readInterfaces(): InterfaceEntry[] {
  return Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
    addresses.map(({ address, netmask, family }) => {
      const bytes = family === 'IPv4' ? ipv4Bytes : ipv6Bytes;
      const own = bytes(address);
      const mask = bytes(netmask);
      const broadcast = family === 'IPv4' ? orNot(own, mask) : '';
      return { name, address: own, netmask: mask, broadcast, linkSpeed: 0 };
    }),
  );
}

export function readUsers(): UserEntry[] {
  return rowsOf('/etc/passwd').map(([name = '', , uid, gid, , home = '', shell = '']) => ({
    uid: Number(uid),
    gid: Number(gid),
    name,
    home,
    shell,
  }));
}

export function readGroups(): GroupEntry[] {
  return rowsOf('/etc/group').map(([name = '', , gid]) => ({ gid: Number(gid), name }));
}

/** Rows of a database of colons, as byte strings; none when it cannot be read. */
function rowsOf(file: string): string[][] {
  try {
    const lines = readFileSync(file, 'latin1').split('\n');
    return lines.map((line) => line.split(':')).filter((row) => /^\d+$/.test(row[2] ?? ''));
  } catch {
    return [];
  }
}

function ipv4Bytes(text: string): string {
  return String.fromCharCode(...text.split('.').map(Number));
}

/** The 16 bytes of an IPv6 address. */
function ipv6Bytes(text: string): string {
  const [head = '', tail] = (text.split('%')[0] ?? '').split('::');
  const words = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((word) => Number.parseInt(word, 16));
  const after = words(tail ?? '');
  const before = words(head);
  const zeros = new Array<number>(Math.max(0, 8 - before.length - after.length)).fill(0);
  const all = [...before, ...zeros, ...after];
  return String.fromCharCode(...all.flatMap((word) => [word >> 8, word & 0xff]));
}

function orNot(address: string, mask: string): string {
  const bytes = [...address].map((char, i) => (char.charCodeAt(0) | ~mask.charCodeAt(i)) & 0xff);
  return String.fromCharCode(...bytes);
}
