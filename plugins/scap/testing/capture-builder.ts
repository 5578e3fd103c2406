import { bytes, type ByteBuilder } from './byte-builder.ts';

export interface EventSpec {
  type: number;
  tsNs?: bigint;
  tid?: number;
  cpu?: number;
  /** The bytes of each param. */
  params?: Uint8Array[];
  /** Width of the entries of the length array. */
  lengthWidth?: 2 | 4;
  /** Present: a block with dump flags. */
  dumpFlags?: number;
  version?: 1 | 2;
  large?: boolean;
  /** Instead of the block type that follows from the rest. */
  blockType?: number;
  /** Instead of the true length in the event's header. */
  length?: number;
  /** Bytes behind the event, inside its block. */
  extra?: Uint8Array;
}

/** Builds capture files block by block, right or wrong, for tests. */
export class CaptureBuilder {
  readonly #blocks: Buffer[] = [];

  section(version: [number, number] = [1, 2], options: Uint8Array = new Uint8Array(0)): this {
    const body = bytes()
      .u32(0x1a2b3c4d)
      .u16(...version)
      .u64(0xffffffffffffffffn)
      .bytes(options);
    return this.block(0x0a0d0d0a, body);
  }

  /** A block with its frame; `total` and `trailer` replace the true length. */
  block(type: number, body: ByteBuilder, wrong: { total?: number; trailer?: number } = {}): this {
    const content = body.build();
    const padding = -content.length & 3;
    const length = 12 + content.length + padding;
    const total = wrong.total ?? length;
    const whole = bytes().u32(type, total).bytes(content).zeros(padding);
    this.#blocks.push(whole.u32(wrong.trailer ?? total).build());
    return this;
  }

  event(spec: EventSpec): this {
    const body = bytes().u16(spec.cpu ?? 0);
    if (spec.dumpFlags !== undefined) body.u32(spec.dumpFlags);
    body.bytes(eventBytes(spec));
    return this.block(spec.blockType ?? eventBlockType(spec), body);
  }

  raw(content: Uint8Array): this {
    this.#blocks.push(Buffer.from(content));
    return this;
  }

  build(): Buffer {
    return Buffer.concat(this.#blocks);
  }
}

function eventBytes(spec: EventSpec): Buffer {
  const { params = [], lengthWidth = 2, version = 2, tsNs = 1n, tid = 1, extra } = spec;
  const headerBytes = version === 1 ? 22 : 26;
  const paramBytes = params.reduce((sum, { length }) => sum + length + lengthWidth, 0);
  const event = bytes().u64(tsNs).i64(tid);
  event.u32(spec.length ?? headerBytes + paramBytes).u16(spec.type);
  if (version === 2) event.u32(params.length);
  const lengths = params.map(({ length }) => length);
  if (lengthWidth === 2) event.u16(...lengths);
  else event.u32(...lengths);
  for (const param of params) event.bytes(param);
  return extra ? event.bytes(extra).build() : event.build();
}

function eventBlockType({ version = 2, dumpFlags, large }: EventSpec): number {
  if (version === 1) return dumpFlags === undefined ? 0x204 : 0x208;
  if (large) return dumpFlags === undefined ? 0x221 : 0x222;
  return dumpFlags === undefined ? 0x216 : 0x217;
}
