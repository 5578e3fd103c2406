const NOT_ASCII = /[\x80-\xff]/;

/** A byte string as Unicode: its bytes are UTF-8, and what is not becomes U+FFFD. */
export function decodeText(bytes: string): string {
  return NOT_ASCII.test(bytes) ? Buffer.from(bytes, 'latin1').toString('utf8') : bytes;
}
