import { latin1Slice } from './latin1.ts';

/** A short text that is written often: kept as 32-bit words, which are copied four bytes at a time. */
export class BytePiece {
  readonly length: number;
  /** Little endian; what pads the last word is not part of the text. */
  readonly words: Int32Array;

  /** Takes a byte string. */
  constructor(text: string) {
    this.length = text.length;
    this.words = new Int32Array((text.length + 3) >> 2);
    Buffer.from(this.words.buffer).write(text, 'latin1');
  }

  /** The text, as a byte string. */
  text(start = 0, end = this.length): string {
    return latin1Slice(Buffer.from(this.words.buffer), start, end);
  }
}
