/** A host function got an argument that it can't take; the VM adds the function's name and the place. */
export class ArgumentError extends Error {
  /** Counted from 1. */
  readonly index: number;
  /** What was expected, as `number`; the VM adds what it got. Empty: the message is complete. */
  readonly expected: string;

  constructor(index: number, expected: string, message = '') {
    super(message);
    this.name = 'ArgumentError';
    this.index = index;
    this.expected = expected;
  }
}
