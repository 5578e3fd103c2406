import type { ByteWriter } from '../../bytes/byte-writer.ts';
import type { BytePiece } from '../../bytes/byte-piece.ts';
import type { Event } from '../../state/event.ts';

/** Writes the value of a param whose bytes start at `at`. */
export type TextWriter = (event: Event, at: number, length: number, out: ByteWriter) => void;

/** Writes what a value stands for and returns whether there was anything. */
export type ResolvedWriter = (event: Event, at: number, length: number, out: ByteWriter) => boolean;

/** What stands behind a value, in brackets, ready made. */
export type Label = (event: Event, at: number, length: number) => BytePiece | undefined;

/** How the values of one param become text. */
export interface ParamText {
  /** Bytes that a value has; 0 when its length varies. */
  readonly width: number;
  readonly raw: TextWriter;
  readonly resolved?: ResolvedWriter;
  /** Both at once, `raw` and then `(resolved)` when there is something. */
  readonly whole: TextWriter;
}

/** Text of values that stand for nothing else. */
export function plainText(width: number, raw: TextWriter): ParamText {
  return { width, raw, whole: raw };
}

/** Text of values whose meaning is written out each time. */
export function resolvedText(width: number, raw: TextWriter, resolved: ResolvedWriter): ParamText {
  const whole: TextWriter = (event, at, length, out) => {
    raw(event, at, length, out);
    const end = out.length;
    out.writeByte(0x28);
    if (resolved(event, at, length, out) && out.length > end + 1) out.writeByte(0x29);
    else out.length = end;
  };
  return { width, raw, resolved, whole };
}

/** Text of values whose meaning is kept ready, brackets included. */
export function labelledText(width: number, raw: TextWriter, label: Label): ParamText {
  return {
    width,
    raw,
    resolved: (event, at, length, out) => {
      const piece = label(event, at, length);
      if (piece === undefined || piece.length === 0) return false;
      out.writeText(piece.text(1, piece.length - 1));
      return true;
    },
    whole: (event, at, length, out) => {
      raw(event, at, length, out);
      const piece = label(event, at, length);
      if (piece !== undefined) out.writePiece(piece);
    },
  };
}
