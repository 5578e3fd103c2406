/** Keeps what comes from outside from steering the terminal, or from showing other text than there is. */
export function printable(text: string): string {
  return text.replaceAll(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    '\u{fffd}',
  );
}
