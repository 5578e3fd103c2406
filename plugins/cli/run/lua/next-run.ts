import { dirname } from 'node:path';
import { defineError } from '@chisel/core';
import { isGrantedFile } from '@chisel/isolate/host/file-access.ts';
import { parseCommandLine, type CommandLine } from '../../command-line/parse-command-line.ts';
import type { Settings } from '../../command-line/settings.ts';

export const nextRunRefused = defineError<{ words: string; reason: string; way: string }>(
  'CHISEL_NEXT_RUN_REFUSED',
  ({ words, reason, way }) => ({
    message: `a chisel asked for another run, chisel ${words}, which ${reason}`,
    remedy: way,
  }),
);

/** What a run that a script asks for may not have: it would do more than the user allowed. */
const NEVER = ['allow', 'registry', 'view', 'events', 'plugin'];

/** The command line that a script gave to `sysdig.run_app`, when it is another look at the same capture. */
export function nextCommandLine(text: string, settings: Settings): CommandLine {
  const shown = Buffer.from(text, 'latin1')
    .toString()
    .replaceAll(/[\u0000-\u001f\u007f]+/g, ' ');
  const refuse = (reason: string, way = 'Run it yourself, if it is what you want.'): never => {
    throw nextRunRefused({ words: shown.slice(0, 300), reason, way });
  };
  const line = parseCommandLine(splitWords(shown));
  const files = line.values.get('read') ?? [];
  if (line.command !== undefined) refuse('is another command');
  if (NEVER.some((key) => line.values.has(key))) refuse('has options that only you may give');
  if (files.some((file) => !settings.files.includes(file))) refuse('reads another capture');
  if (files.length === 0 && !settings.files.includes(undefined)) refuse('reads no capture');
  if (line.chisels.some(({ name }) => name.includes('/'))) refuse('runs a chisel by its path');
  for (const file of line.values.get('write') ?? []) {
    if (isGrantedFile(file, settings.allow)) continue;
    refuse('writes a file', `Let it with --allow write:${dirname(file)}, or run it yourself.`);
  }
  return line;
}

/** Split at blanks; `"` quotes. */
function splitWords(text: string): string[] {
  const words = text.match(/(?:"[^"]*"|[^\s"])+/g) ?? [];
  return words.map((word) => word.replaceAll('"', ''));
}
