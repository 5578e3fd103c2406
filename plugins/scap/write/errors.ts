import { defineError } from '@chisel/core/errors/chisel-error.ts';

interface FileFacts {
  file: string;
}

export const captureUnwritable = defineError<FileFacts & { reason: string }>(
  'CHISEL_CAPTURE_UNWRITABLE',
  ({ file, reason }) => ({
    message: `can't create capture file ${file}: ${reason}`,
    remedy: 'Name a file in a folder that exists and that you may write to.',
  }),
);

export const captureWriteFailed = defineError<FileFacts & { reason: string }>(
  'CHISEL_CAPTURE_WRITE_FAILED',
  ({ file, reason }) => ({
    message: `can't go on writing capture file ${file}: ${reason}`,
    remedy:
      'What was written so far is readable. Make room, or write less with a filter, -z or -W.',
  }),
);

export const captureOverInput = defineError<FileFacts>('CHISEL_CAPTURE_OVER_INPUT', ({ file }) => ({
  message: `${file} would be overwritten while it is being read`,
  remedy: 'Write to another file, and move it afterwards.',
}));
