import { defineError } from '@chisel/core/errors/chisel-error.ts';

interface FileFacts {
  file: string;
}

/** Where a capture stops making sense: an offset in the uncompressed stream. */
export interface DamageFacts extends FileFacts {
  offset: number;
  expected: string;
  found: string;
}

export const captureMissing = defineError<FileFacts>('CHISEL_CAPTURE_MISSING', ({ file }) => ({
  message: `there is no capture file ${file}`,
  remedy: 'Check the name and the folder you are in.',
}));

export const captureUnreadable = defineError<FileFacts & { reason: string }>(
  'CHISEL_CAPTURE_UNREADABLE',
  ({ file, reason }) => ({
    message: `can't read capture file ${file}: ${reason}`,
    remedy: 'Check its permissions, or copy it to where you may read it.',
  }),
);

export const captureIsDirectory = defineError<FileFacts>(
  'CHISEL_CAPTURE_IS_DIRECTORY',
  ({ file }) => ({
    message: `${file} is a directory, not a capture file`,
    remedy: 'Name a file in it.',
  }),
);

export const captureEmpty = defineError<FileFacts>('CHISEL_CAPTURE_EMPTY', ({ file }) => ({
  message: `capture file ${file} is empty`,
  remedy: 'Record it again, or check the program that should have written it.',
}));

export const notACapture = defineError<FileFacts & { found: string }>(
  'CHISEL_NOT_A_CAPTURE',
  ({ file, found }) => ({
    message: `${file} is not a capture file: it starts with ${found}`,
    remedy: 'Name a file written with -w, plain or compressed with gzip.',
  }),
);

export const captureByteOrder = defineError<FileFacts>('CHISEL_CAPTURE_BYTE_ORDER', ({ file }) => ({
  message: `capture file ${file} was written on a big-endian machine`,
  remedy: 'Only little-endian captures can be read.',
}));

export const captureTooNew = defineError<FileFacts & { major: number; minor: number }>(
  'CHISEL_CAPTURE_TOO_NEW',
  ({ file, major, minor }) => ({
    message: `capture file ${file} has format version ${major}.${minor}; versions up to 1 can be read`,
    remedy: 'Upgrade chisel.',
  }),
);

export const captureWithoutEvents = defineError<FileFacts & { offset: number }>(
  'CHISEL_CAPTURE_WITHOUT_EVENTS',
  ({ file, offset }) => ({
    message: `no events in file ${file}: it ends at byte ${offset}, after the tables`,
    remedy: 'Record again, for longer or with a wider filter.',
  }),
);

export const captureTruncated = defineError<DamageFacts>(
  'CHISEL_CAPTURE_TRUNCATED',
  ({ file, offset, expected, found }) => ({
    message: `capture file ${file} is cut off at byte ${offset}: expected ${expected}, found ${found}`,
    remedy: 'Everything before that place was read. Copy the file again if the original is longer.',
  }),
);

export const captureDamaged = defineError<DamageFacts>(
  'CHISEL_CAPTURE_DAMAGED',
  ({ file, offset, expected, found }) => ({
    message: `capture file ${file} is damaged at byte ${offset}: expected ${expected}, found ${found}`,
    remedy: 'Everything before that place was read. Copy the file again if the original is intact.',
  }),
);

export const gzipDamaged = defineError<FileFacts & { offset: number; reason: string }>(
  'CHISEL_CAPTURE_GZIP_DAMAGED',
  ({ file, offset, reason }) => ({
    message: `the compression of capture file ${file} is damaged at byte ${offset} of its content: ${reason}`,
    remedy: 'Everything before that place was read. Copy the file again if the original is intact.',
  }),
);

export const captureBlockTooLarge = defineError<
  FileFacts & { offset: number; size: number; limit: number }
>('CHISEL_CAPTURE_BLOCK_TOO_LARGE', ({ file, offset, size, limit }) => ({
  message: `capture file ${file} has a block of ${size} bytes at byte ${offset}; at most ${limit} are accepted`,
  remedy: 'The file is damaged, or was made to do harm. Record it again.',
}));

export const captureTooManyEntries = defineError<FileFacts & { offset: number }>(
  'CHISEL_CAPTURE_TABLE_TOO_LARGE',
  ({ file, offset }) => ({
    message: `the tables at the start of capture file ${file} have too many entries, at byte ${offset}`,
    remedy: 'The file is damaged, or was made to do harm. Record it again.',
  }),
);
