import { defineError } from '../errors/chisel-error.ts';

/** The text cannot be written where it should go. */
export const outputFailed = defineError<{ name: string; reason: string }>(
  'CHISEL_OUTPUT_FAILED',
  ({ name, reason }) => ({
    message: `cannot write to ${name}: ${reason}`,
    remedy: 'Check that there is space left and that the output can be written.',
  }),
);
