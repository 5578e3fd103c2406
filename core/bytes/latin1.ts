interface Latin1Methods {
  latin1Slice(this: Uint8Array, from: number, to: number): string;
  latin1Write(this: Uint8Array, text: string, at: number): number;
}

// Node's own methods behind `toString('latin1')` and `write`, without their argument checks.
const methods = Buffer.prototype as unknown as Latin1Methods;

/** A stretch of bytes as a byte string: one character a byte. */
export function latin1Slice(bytes: Uint8Array, from: number, to: number): string {
  return methods.latin1Slice.call(bytes, from, to);
}

/** Writes a byte string into `bytes` and returns how many bytes fitted. */
export function latin1Write(bytes: Uint8Array, text: string, at: number): number {
  return methods.latin1Write.call(bytes, text, at);
}
