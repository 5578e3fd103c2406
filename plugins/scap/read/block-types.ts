import { Layout } from '@chisel/core/event/event-block.ts';

export type TableKind = 'machine' | 'interfaces' | 'users' | 'processes' | 'fds';

/** A block that holds a table: which one, and in which version of its layout. */
export interface TableBlockType {
  readonly kind: TableKind;
  readonly version: number;
}

/** A block that holds one event: the bits of `Layout`, and whether it may pass 64 KB. */
export interface EventBlockType {
  readonly layout: number;
  readonly large: boolean;
}

export const SECTION_HEADER = 0x0a0d0d0a;
export const SECTION_MAGIC = 0x1a2b3c4d;
export const SECTION_MAGIC_SWAPPED = 0x4d3c2b1a;
export const SECTION_HEADER_BYTES = 28;
export const MAJOR_VERSION = 1;

/** The commonest events' block types, which the walk compares with before it looks into the table. */
export const EVENT_V2 = 0x216;
const EVENT_V2_LARGE = 0x221;

/** u32 type and u32 total length before the body; the total length again after it. */
export const HEADER_BYTES = 8;
export const TRAILER_BYTES = 4;

/** Beyond this a table is taken for damage. */
export const MAX_BLOCK_BYTES = 64 << 20;
/** The tables of one section together. */
export const MAX_TABLES_BYTES = 128 << 20;
export const maxTableEntries: Readonly<Record<TableKind, number>> = {
  machine: 1,
  interfaces: 1 << 16,
  users: 1 << 18,
  processes: 1 << 17,
  fds: 1 << 19,
};
/** What follows the header of an event block that isn't a large one. */
export const MAX_EVENT_BYTES = 65536;
/** The same of a large one. */
export const MAX_LARGE_EVENT_BYTES = 16 << 20;

export const tableBlockTypes: ReadonlyMap<number, TableBlockType> = new Map([
  [0x201, { kind: 'machine', version: 1 }],
  [0x8002abcd, { kind: 'machine', version: 1 }],
  [0x202, { kind: 'processes', version: 1 }],
  [0x207, { kind: 'processes', version: 2 }],
  [0x209, { kind: 'processes', version: 3 }],
  [0x210, { kind: 'processes', version: 4 }],
  [0x211, { kind: 'processes', version: 5 }],
  [0x212, { kind: 'processes', version: 6 }],
  [0x213, { kind: 'processes', version: 7 }],
  [0x214, { kind: 'processes', version: 8 }],
  [0x215, { kind: 'processes', version: 9 }],
  [0x8000abcd, { kind: 'processes', version: 1 }],
  [0x8013abcd, { kind: 'processes', version: 2 }],
  [0x8014abcd, { kind: 'processes', version: 3 }],
  [0x203, { kind: 'fds', version: 1 }],
  [0x218, { kind: 'fds', version: 2 }],
  [0x8001abcd, { kind: 'fds', version: 1 }],
  [0x205, { kind: 'interfaces', version: 1 }],
  [0x219, { kind: 'interfaces', version: 2 }],
  [0x8011abcd, { kind: 'interfaces', version: 1 }],
  [0x206, { kind: 'users', version: 1 }],
  [0x220, { kind: 'users', version: 2 }],
  [0x8012abcd, { kind: 'users', version: 1 }],
]);

export const eventBlockTypes: ReadonlyMap<number, EventBlockType> = new Map([
  [0x204, { layout: Layout.V1, large: false }],
  [0x8010abcd, { layout: Layout.V1, large: false }],
  [EVENT_V2, { layout: 0, large: false }],
  [EVENT_V2_LARGE, { layout: 0, large: true }],
  [0x208, { layout: Layout.V1 | Layout.DUMP_FLAGS, large: false }],
  [0x217, { layout: Layout.DUMP_FLAGS, large: false }],
  [0x222, { layout: Layout.DUMP_FLAGS, large: true }],
]);

/** Whether a block of this type is one that some writer makes. */
export function isKnownBlock(type: number): boolean {
  return type === SECTION_HEADER || tableBlockTypes.has(type) || eventBlockTypes.has(type);
}
