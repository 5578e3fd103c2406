import type { EventTable } from '@chisel/core/event/event-table.ts';
import type { LiveSource } from '@chisel/probe';
import type { Settings } from '../command-line/settings.ts';

/**
 * Opens the running kernel when the command line names no file, and becomes the calling user: before
 * any chisel is looked at.
 */
export async function openLive(
  { files, snaplen, pageFaults, user }: Settings,
  table: EventTable,
): Promise<LiveSource | undefined> {
  if (files.some((file) => file !== undefined)) return undefined;
  const { LiveSource } = await import('@chisel/probe');
  return new LiveSource({ table, snaplen, pageFaults, user });
}
