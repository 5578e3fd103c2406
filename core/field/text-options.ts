/** How I/O buffers are shown: dots for what is not printable, text only, hex, hex and text, base64. */
export type BufferFormat = 'dotted' | 'ascii' | 'hex' | 'hexAscii' | 'base64';

/** Time column: of day, since the epoch, since the start, since the enter event, since the last line. */
export type TimeMode = 'h' | 'a' | 'r' | 'd' | 'D';

/** Everything the command line says about how values become text; fixed for a run. */
export interface TextOptions {
  readonly bufferFormat: BufferFormat;
  /** Dotted buffers longer than this are cut; Infinity: never. */
  readonly bufferLimit: number;
  /** Port numbers as service names. */
  readonly resolvePorts: boolean;
  readonly timeMode: TimeMode;
  /** Values go into JSON: the textual times become nanoseconds. */
  readonly json: boolean;
  /** Lines go to a terminal, which values must not steer. */
  readonly terminal?: boolean;
}

export const defaultTextOptions: TextOptions = {
  bufferFormat: 'dotted',
  bufferLimit: 80,
  resolvePorts: false,
  timeMode: 'h',
  json: false,
};
