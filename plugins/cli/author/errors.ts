import { defineError } from '@chisel/core';

export const badChiselName = defineError<{ name: string }>('CHISEL_BAD_NAME', ({ name }) => ({
  message: `${JSON.stringify(name)} is not a name for a chisel`,
  remedy:
    'Use at most 40 lower-case letters, digits, - and _, as in slow-writes or @team/slow-writes.',
}));

export const cannotImport = defineError<{
  name: string;
  problems: readonly { path: string; text: string }[];
}>('CHISEL_CANNOT_IMPORT', ({ name, problems }) => ({
  message: [
    `${name} cannot become a chisel that is installed`,
    ...problems.map(({ path, text }) => `  ${path.replace('$.', '')} ${text}`),
  ].join('\n'),
  remedy: `It runs as it is, with -c ${name}; to install it, let it ask for less.`,
}));

export const noChisel = defineError<{ file: string; reason: string }>(
  'CHISEL_NOT_A_CHISEL',
  ({ file, reason }) => ({
    message: `${file} ${reason}, so it is no chisel`,
    remedy:
      'A chisel has a global table args, which may be empty; views are shown by --view, and what a chisel requires is imported with it.',
  }),
);

export const folderExists = defineError<{ folder: string }>(
  'CHISEL_FOLDER_EXISTS',
  ({ folder }) => ({
    message: `there is something at ${folder} already`,
    remedy: 'Choose another name, or remove it.',
  }),
);

export const cannotWrite = defineError<{ path: string; reason: string }>(
  'CHISEL_CANNOT_WRITE',
  ({ path, reason }) => ({
    message: `cannot write ${path}: ${reason}`,
    remedy: 'Go to a folder that you may write to.',
  }),
);

export const noCases = defineError<{ folder: string }>('CHISEL_NO_TEST_CASES', ({ folder }) => ({
  message: `${folder} has no test cases`,
  remedy: 'Write test/NAME.json with { "capture": "FILE" }, then run chisel test with --update.',
}));

export const badCase = defineError<{ file: string; reason: string }>(
  'CHISEL_BAD_TEST_CASE',
  ({ file, reason }) => ({
    message: `the test case ${file} ${reason}`,
    remedy:
      'It is an object with "capture" or "events", and "args", "filter", "options" if needed.',
  }),
);

export const badRow = defineError<{ file: string; line: number; reason: string }>(
  'CHISEL_BAD_ROW',
  ({ file, line, reason }) => ({
    message: `line ${String(line)} of ${file} ${reason}`,
    remedy: 'Each line is a JSON object of field values: {"proc.name": "cat", "evt.rawres": 12}.',
  }),
);
