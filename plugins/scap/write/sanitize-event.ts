import dynamicTypes from '@chisel/core/event/dynamic-params.json' with { type: 'json' };
import type { EventRecord } from '@chisel/core/event/event-record.ts';
import { EventFlag, type EventType, type ParamType } from '@chisel/core/event/event-table.ts';
import type { BlockWriter } from './block-writer.ts';
import { blockTypeOf } from './frame-event.ts';
import { sanitizeContainer } from './sanitize-container.ts';

const HEADER_BYTES = 26;
const EMPTY = new Uint8Array(0);
/** Texts end with NUL, also empty ones: readers look for it. */
const EMPTY_TEXT = new Uint8Array(1);

/** Types whose values are bytes or lists that a program made up. */
const CONTENT: ReadonlySet<string> = new Set(['BYTEBUF', 'CHARBUFARRAY', 'CHARBUF_PAIR_ARRAY']);
/** Lists that are kept all the same: containers are told by them. */
const CGROUPS = 'cgroups';
/** Texts that are kept: the names of things. */
const NAMES: ReadonlySet<string> = new Set(
  (
    'comm container_id cwd dev exe home id image name newpath oldpath path quotafilepath shell ' +
    'special target type'
  ).split(' '),
);
const CONTAINER_JSON: ReadonlySet<number> = new Set([272, 324]);

/** What is left of a param. */
type Rest = (value: Uint8Array) => Uint8Array;

const keepAll: Rest = (value) => value;
const keepNothing: Rest = () => EMPTY;
const keepEmptyText: Rest = () => EMPTY_TEXT;

/** Writes events without the data, arguments and environments in them. */
export class EventSanitizer {
  readonly #rests = new Map<number, readonly Rest[]>();

  /** As `frameEvent`; params that the table does not know are left out. */
  frame(out: BlockWriter, event: EventRecord, dumpFlags: number): void {
    const { type, bytes, start } = event;
    const params = this.#restsOf(type)
      .slice(0, event.paramCount)
      .map((rest, index) => rest(valueOf(event, index)));
    const isLarge = (type.flags & EventFlag.LARGE_PAYLOAD) !== 0;
    const perParam = isLarge ? 4 : 2;
    const length = params.reduce((sum, param) => sum + param.length + perParam, HEADER_BYTES);
    out.beginBlock(blockTypeOf(type.flags, length, dumpFlags));
    out.u16(event.cpu);
    if (dumpFlags !== 0) out.u32(dumpFlags);
    // Time and thread.
    out.copy(bytes, start, start + 16);
    out.u32(length);
    out.u16(event.typeId);
    out.u32(params.length);
    for (const param of params) (isLarge ? out.u32 : out.u16).call(out, param.length);
    for (const param of params) out.raw(param);
    out.endBlock();
  }

  #restsOf(type: EventType): readonly Rest[] {
    const known = this.#rests.get(type.id);
    if (known !== undefined) return known;
    const rests = type.params.map((param) => whatRemains(type, param));
    this.#rests.set(type.id, rests);
    return rests;
  }
}

function valueOf(event: EventRecord, param: number): Uint8Array {
  const offset = event.offset(param);
  return event.bytes.subarray(offset, offset + event.length(param));
}

function whatRemains({ id }: EventType, { type, name, dynamic }: ParamType): Rest {
  if (name === CGROUPS) return keepAll;
  if (CONTENT.has(type)) return keepNothing;
  if (CONTAINER_JSON.has(id)) return sanitizeContainer;
  if (type === 'CHARBUF') return NAMES.has(name) ? keepAll : keepEmptyText;
  return dynamic === undefined ? keepAll : (value) => sanitizeDynamic(value, dynamic);
}

/** The first byte chooses from a list of types, numbers of up to 8 bytes or contents. */
function sanitizeDynamic(value: Uint8Array, list: string): Uint8Array {
  const types = dynamicTypes.find(({ name }) => name === list)?.entries ?? [];
  const type = types[value[0] ?? 0]?.[0] ?? 'BYTEBUF';
  return CONTENT.has(type) || type === 'CHARBUF' ? value.subarray(0, 1) : value.subarray(0, 9);
}
