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
    const { words } = this;
    for (let i = 0; i < text.length; i++) {
      words[i >> 2] = (words[i >> 2] as number) | (text.charCodeAt(i) << ((i & 3) << 3));
    }
  }

  /** The text, as a byte string. */
  text(start = 0, end = this.length): string {
    return latin1Slice(Buffer.from(this.words.buffer), start, end);
  }
}
