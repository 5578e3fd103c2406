import type { MachineInfo } from '@chisel/core/event/source.ts';
import type { TableCursor } from './table-cursor.ts';

const HOSTNAME_BYTES = 128;

/** Reads what a capture says of the machine it was recorded on. */
export function readMachine(cursor: TableCursor): MachineInfo {
  return {
    cpuCount: cursor.u32('number of CPUs'),
    memorySizeBytes: cursor.i64('memory size'),
    maxPid: cursor.i64('largest pid'),
    hostname: untilNul(cursor.text(HOSTNAME_BYTES, 'hostname')),
    bootTimeNs: cursor.u64('boot time'),
  };
}

function untilNul(text: string): string {
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
}
