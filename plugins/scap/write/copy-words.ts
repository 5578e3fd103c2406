/** From here on the cost of a call does not matter. */
const MANY_BYTES = 512;

type Copy = (target: Uint8Array, at: number, source: Uint8Array, from: number, to: number) => void;

/**
 * Copies short stretches, as whole words where both lie alike in their words, as those of captures do: a
 * view of a few bytes costs more than copying them. Remembers the memory that it last read and wrote.
 */
export function wordCopier(): Copy {
  let sourceWords = new Int32Array(0);
  let targetWords = new Int32Array(0);
  return (target, at, source, from, to) => {
    const start = source.byteOffset + from;
    const place = target.byteOffset + at;
    if (to - from > MANY_BYTES || ((start ^ place) & 3) !== 0) {
      target.set(source.subarray(from, to), at);
      return;
    }
    if (sourceWords.buffer !== source.buffer) sourceWords = wordsOf(source.buffer);
    if (targetWords.buffer !== target.buffer) targetWords = wordsOf(target.buffer);
    const offset = at - from;
    let next = from;
    for (const aligned = Math.min(to, from + (-start & 3)); next < aligned; next++) {
      target[next + offset] = source[next] as number;
    }
    if (next === to) return;
    const shift = (place - start) >> 2;
    let word = (source.byteOffset + next) >> 2;
    for (const end = word + ((to - next) >> 2); word < end; word++) {
      targetWords[word + shift] = sourceWords[word] as number;
    }
    for (next = (word << 2) - source.byteOffset; next < to; next++) {
      target[next + offset] = source[next] as number;
    }
  };
}

function wordsOf(memory: ArrayBufferLike): Int32Array<ArrayBuffer> {
  return new Int32Array(memory as ArrayBuffer, 0, memory.byteLength >> 2);
}
