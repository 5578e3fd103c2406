import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChiselError } from '@chisel/core/errors/chisel-error.ts';
import { EventRecord } from '@chisel/core/event/event-record.ts';
import { EventTable, type Edition } from '@chisel/core/event/event-table.ts';
import type { StartTables } from '@chisel/core/event/source.ts';
import { openCaptures } from '../read/capture-source.ts';

export interface ReadEvent {
  type: number;
  tsNs: bigint;
  tid: number;
  cpu: number;
  dumpFlags: number;
  /** The bytes of each param that is there, as byte strings. */
  params: string[];
}

export interface ReadResult {
  sections: StartTables[];
  /** Of each section, whether it is the first of its file. */
  startsFile: boolean[];
  events: ReadEvent[];
  skipped: Map<number, number>;
  /** The code of the error that ended the reading. */
  code: string | undefined;
  message: string;
  progress: number | undefined;
}

/** Reads captures given as bytes, each from a file of its own, and tells everything about them. */
export async function readCaptures(
  contents: Uint8Array[],
  edition: Edition = 'classic',
): Promise<ReadResult> {
  const folder = mkdtempSync(join(tmpdir(), 'chisel-scap-'));
  try {
    const files = contents.map((content, index) => {
      const file = join(folder, `${index}.scap`);
      writeFileSync(file, content);
      return file;
    });
    return await readFiles(files, edition);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export async function readFiles(
  files: string[],
  edition: Edition = 'classic',
): Promise<ReadResult> {
  const table = new EventTable(edition);
  const source = openCaptures(files, { table });
  const record = new EventRecord(table);
  const result: ReadResult = {
    sections: [],
    startsFile: [],
    events: [],
    skipped: new Map(),
    code: undefined,
    message: '',
    progress: undefined,
  };
  try {
    for (let item = await source.next(); item; item = await source.next()) {
      if (item.kind === 'section') {
        result.sections.push(item.tables);
        result.startsFile.push(item.startsFile);
        continue;
      }
      for (let index = 0; index < item.count; index++) {
        record.seek(item, index);
        result.events.push(toEvent(record));
      }
    }
  } catch (error) {
    if (!(error instanceof ChiselError)) throw error;
    result.code = error.code;
    result.message = error.message;
  }
  result.skipped = new Map(source.skippedTypes);
  result.progress = source.progress();
  await source.close();
  return result;
}

function toEvent(record: EventRecord): ReadEvent {
  const params: string[] = [];
  for (let param = 0; param < record.paramCount; param++) params.push(record.byteString(param));
  const { typeId: type, tid, cpu, dumpFlags } = record;
  return { type, tsNs: record.tsNs(), tid, cpu, dumpFlags, params };
}
