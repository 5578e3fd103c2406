import type { Random } from '../support/random.ts';
import type { Base, BlockPlace } from './captures-bases.ts';

const WILD = [
  0, 1, 2, 3, 7, 8, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff,
  0x80000000, 0xfffffff0, 0xffffffff,
];
const BLOCK_TYPES = [
  0x0a0d0d0a, 0x201, 0x202, 0x203, 0x204, 0x205, 0x206, 0x207, 0x208, 0x209, 0x210, 0x211, 0x212,
  0x213, 0x214, 0x215, 0x216, 0x217, 0x218, 0x219, 0x220, 0x221, 0x222, 0x8000abcd, 0x8001abcd,
  0x8010abcd, 0x8011abcd, 0x8012abcd, 0x8013abcd, 0x8014abcd, 0x999, 0x088b1f,
];

/** A capture with one to four faults; equal seeds make equal captures. */
export function mutate(bases: readonly Base[], random: Random): Buffer {
  const base = random.pick(bases);
  let content: Buffer = Buffer.from(base.content);
  for (let faults = 1 + random.below(4); faults > 0 && content.length > 0; faults--) {
    const places = base.blocks.filter(({ end }) => end <= content.length);
    content =
      places.length > 0 && random.chance(75)
        ? random.pick(blockFaults)(content, random.pick(places), random, places)
        : random.pick(byteFaults)(content, random, bases);
  }
  return content;
}

type ByteFault = (content: Buffer, random: Random, bases: readonly Base[]) => Buffer;

/** Faults that know nothing of the format. */
const byteFaults: readonly ByteFault[] = [
  function flipBit(content, random) {
    const at = random.below(content.length);
    content[at] = (content[at] as number) ^ (1 << random.below(8));
    return content;
  },
  function wildNumber(content, random) {
    return writeNumber(
      content,
      random.below(content.length),
      random.pick(WILD),
      random.pick([1, 2, 4]),
    );
  },
  function randomBytes(content, random) {
    const from = random.below(content.length);
    const to = Math.min(content.length, from + 1 + random.below(32));
    for (let at = from; at < to; at++) content[at] = random.below(256);
    return content;
  },
  function cut(content, random) {
    return content.subarray(0, random.below(content.length));
  },
  function insert(content, random) {
    const at = random.below(content.length);
    const extra = Buffer.alloc(random.below(64), random.below(256));
    return Buffer.concat([content.subarray(0, at), extra, content.subarray(at)]);
  },
  function remove(content, random) {
    const at = random.below(content.length);
    return Buffer.concat([content.subarray(0, at), content.subarray(at + random.below(64))]);
  },
  function splice(content, random, bases) {
    const other = random.pick(bases).content;
    const at = random.below(content.length);
    return Buffer.concat([content.subarray(0, at), other.subarray(random.below(other.length))]);
  },
];

type BlockFault = (
  content: Buffer,
  block: BlockPlace,
  random: Random,
  blocks: readonly BlockPlace[],
) => Buffer;

/** Faults that leave most of the file sound, so that they are met deep inside. */
const blockFaults: readonly BlockFault[] = [
  function blockType(content, { start }, random) {
    return writeNumber(content, start, random.pick(BLOCK_TYPES), 4);
  },
  function blockLength(content, { start, end }, random) {
    const length = random.chance(50) ? random.pick(WILD) : end - start + random.below(64) - 32;
    return writeNumber(content, start + 4, length, 4);
  },
  function bothLengths(content, { start, end }, random) {
    const length = random.chance(50) ? random.pick(WILD) : end - start + random.below(64) - 32;
    return writeNumber(writeNumber(content, start + 4, length, 4), end - 4, length, 4);
  },
  function duplicate(content, { start, end }) {
    return Buffer.concat([content.subarray(0, end), content.subarray(start)]);
  },
  function drop(content, { start, end }) {
    return Buffer.concat([content.subarray(0, start), content.subarray(end)]);
  },
  function move(content, { start, end }, random, blocks) {
    const at = random.pick(blocks).start;
    const block = content.subarray(start, end);
    return Buffer.concat([content.subarray(0, at), block, content.subarray(at)]);
  },
  function inside(content, { start, end }, random) {
    const at = start + 8 + random.below(Math.max(1, end - start - 12));
    const value = random.chance(50) ? random.pick(WILD) : random.below(256);
    return writeNumber(content, at, value, random.pick([1, 2, 4]));
  },
  function inEvents(content, { event, end }, random) {
    return event === undefined ? content : random.pick(eventFaults)(content, event, end, random);
  },
  function inManyEvents(content, _block, random, blocks) {
    const fault = random.pick(eventFaults);
    for (const { event, end } of blocks) {
      if (event !== undefined && random.chance(30)) fault(content, event, end, random);
    }
    return content;
  },
];

type EventFault = (content: Buffer, event: number, end: number, random: Random) => Buffer;

/** Faults in one event, whose header is at `event` and whose block ends at `end`. */
const eventFaults: readonly EventFault[] = [
  function type(content, event, _end, random) {
    const id = random.chance(90) ? random.below(460) : random.below(65536);
    return writeNumber(content, event + 20, id, 2);
  },
  function tid(content, event, _end, random) {
    return writeNumber(content, event + 8 + random.below(8), random.pick(WILD), 4);
  },
  function time(content, event, _end, random) {
    return writeNumber(content, event + random.below(8), random.pick(WILD), 4);
  },
  function length(content, event, _end, random) {
    const value = random.chance(50) ? random.pick(WILD) : random.below(256);
    return writeNumber(content, event + 16, value, 4);
  },
  function paramCount(content, event, _end, random) {
    const value = random.chance(30) ? random.pick(WILD) : random.below(40);
    return writeNumber(content, event + 22, value, 4);
  },
  function paramLength(content, event, _end, random) {
    const value = random.chance(30) ? random.pick(WILD) : random.below(64);
    return writeNumber(content, event + 26 + 2 * random.below(12), value, 2);
  },
  function paramBytes(content, event, end, random) {
    const from = event + 26;
    for (let i = 0; i < 8 && end - 4 > from; i++) {
      content[from + random.below(end - 4 - from)] = random.below(256);
    }
    return content;
  },
];

/** Writes as much of a number as fits. */
function writeNumber(content: Buffer, at: number, value: number, size: number): Buffer {
  for (let i = 0; i < size && at + i < content.length; i++) {
    content[at + i] = Math.floor(value / 2 ** (8 * i)) & 0xff;
  }
  return content;
}
