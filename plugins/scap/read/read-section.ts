import type { StartTables } from '@chisel/core/event/source.ts';
import type { BlockReader } from './block-reader.ts';
import {
  eventBlockTypes,
  MAJOR_VERSION,
  MAX_TABLES_BYTES,
  maxTableEntries,
  SECTION_HEADER,
  SECTION_HEADER_BYTES,
  SECTION_MAGIC,
  SECTION_MAGIC_SWAPPED,
  tableBlockTypes,
  type TableKind,
} from './block-types.ts';
import { captureByteOrder, captureTooNew, captureWithoutEvents } from '../errors.ts';
import { readFdList } from './read-fd-list.ts';
import { readInterfaces } from './read-interfaces.ts';
import { readMachine } from './read-machine.ts';
import { readProcessList } from './read-process-list.ts';
import { readUsers } from './read-users.ts';
import type { TableCursor } from './table-cursor.ts';

/** Reads a section's header and all tables up to its first event. */
export async function readSection(blocks: BlockReader): Promise<StartTables> {
  let section = createSection();
  for (;;) {
    const type = await blocks.peekType();
    if (type === undefined) {
      throw captureWithoutEvents({ file: blocks.file, offset: blocks.window.offset });
    }
    if (eventBlockTypes.has(type)) return section.tables;
    if (type === SECTION_HEADER) {
      await readSectionHeader(blocks);
      section = createSection();
      continue;
    }
    await readTable(blocks, type, section);
  }
}

/** The tables read so far and what may still come. */
interface Section {
  tables: StartTables;
  bytesLeft: number;
  entriesLeft: Record<TableKind, number>;
}

/** Checks a section header; what follows its fixed part are options, which nothing here needs. */
async function readSectionHeader(blocks: BlockReader): Promise<void> {
  const { window, file } = blocks;
  const count = await window.require(SECTION_HEADER_BYTES);
  if (count < SECTION_HEADER_BYTES) {
    throw blocks.truncated(`a section header of ${SECTION_HEADER_BYTES} bytes`, count);
  }
  const magic = window.view.getUint32(window.at + 8, true);
  if (magic === SECTION_MAGIC_SWAPPED) throw captureByteOrder({ file });
  if (magic !== SECTION_MAGIC) {
    throw blocks.damaged('the magic number 1a2b3c4d', magic.toString(16), window.offset + 8);
  }
  const major = window.view.getUint16(window.at + 12, true);
  const minor = window.view.getUint16(window.at + 14, true);
  if (major > MAJOR_VERSION) throw captureTooNew({ file, major, minor });
  await blocks.skip();
}

async function readTable(blocks: BlockReader, type: number, section: Section): Promise<void> {
  const table = tableBlockTypes.get(type);
  if (!table) return blocks.skip();
  const { kind, version } = table;
  const { tables, entriesLeft } = section;
  const repairable = kind === 'interfaces' && version > 1;
  const cursor = await (repairable ? blocks.takeInterfaces() : blocks.take());
  section.bytesLeft -= cursor.end - cursor.at;
  cursor.entriesLeft = section.bytesLeft < 0 ? 0 : entriesLeft[kind];
  readers[kind](cursor, version, tables);
  entriesLeft[kind] = cursor.entriesLeft;
}

type TableReader = (cursor: TableCursor, version: number, tables: StartTables) => void;

/** Process lists and fd lists add up; of the others the last one counts. */
const readers: Readonly<Record<TableKind, TableReader>> = {
  machine(cursor, _version, tables) {
    tables.machine = readMachine(cursor);
  },
  interfaces(cursor, version, tables) {
    tables.interfaces = readInterfaces(cursor, version);
  },
  users(cursor, version, tables) {
    Object.assign(tables, readUsers(cursor, version));
  },
  processes(cursor, version, tables) {
    readProcessList(cursor, version, tables.threads);
  },
  fds(cursor, version, tables) {
    tables.fds.push(readFdList(cursor, version));
  },
};

function createSection(): Section {
  const tables: StartTables = {
    machine: undefined,
    interfaces: [],
    users: [],
    groups: [],
    threads: [],
    fds: [],
  };
  return { tables, bytesLeft: MAX_TABLES_BYTES, entriesLeft: { ...maxTableEntries } };
}
