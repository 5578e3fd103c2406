import { defineError } from '@chisel/core/errors/chisel-error.ts';

/** How a chisel is spoken of in messages: by its name and version, or by the place it is read from. */
type Subject = string;

export interface Problem {
  /** JSON path of the offending value: `$.args[0].name`. */
  path: string;
  /** What is wrong with it, in words. */
  text: string;
}

const didYouMean = (suggestion: string | undefined, otherwise: string): string =>
  suggestion === undefined ? otherwise : `Did you mean ${suggestion}?`;

export const manifestInvalid = defineError(
  'CHISEL_MANIFEST_INVALID',
  (f: { subject: Subject; problems: readonly Problem[] }) => ({
    message: [
      `the manifest of ${f.subject} is not valid`,
      ...f.problems.map((problem) => `  ${problem.path}: ${problem.text}`),
    ].join('\n'),
    remedy: 'Correct chisel.json; its schema is registry/manifest/chisel.schema.json.',
  }),
);

export const manifestMissing = defineError(
  'CHISEL_MANIFEST_MISSING',
  (f: { subject: Subject }) => ({
    message: `${f.subject} has no chisel.json`,
    remedy: 'Name a folder or archive that has chisel.json at its top.',
  }),
);

export const specInvalid = defineError(
  'CHISEL_REGISTRY_SPEC',
  (f: { spec: string; reason: string }) => ({
    message: `cannot tell which chisel '${f.spec}' is: ${f.reason}`,
    remedy: 'Write NAME, NAME@RANGE, a folder (./my-chisel) or an archive (my-chisel-1.0.0.tgz).',
  }),
);

export const unknownChisel = defineError(
  'CHISEL_REGISTRY_UNKNOWN',
  (f: { name: string; place: string; suggestion?: string | undefined }) => ({
    message: `there is no chisel '${f.name}' in ${f.place}`,
    remedy: didYouMean(f.suggestion, 'Run `chisel list` to see the chisels there are.'),
  }),
);

export const noVersion = defineError(
  'CHISEL_REGISTRY_NO_VERSION',
  (f: { name: string; range: string; versions: readonly string[] }) => ({
    message: `no version of ${f.name} satisfies '${f.range}'`,
    remedy: `Choose one of: ${f.versions.join(', ')}.`,
  }),
);

export const notInstalled = defineError(
  'CHISEL_REGISTRY_NOT_INSTALLED',
  (f: { name: string; suggestion?: string | undefined }) => ({
    message: `the chisel '${f.name}' is not installed`,
    remedy: didYouMean(f.suggestion, `Run \`chisel install ${f.name}\`.`),
  }),
);

export const indexInvalid = defineError(
  'CHISEL_REGISTRY_INDEX',
  (f: { place: string; problems: readonly Problem[] }) => ({
    message: [
      `the index of ${f.place} is not valid`,
      ...f.problems.map((problem) => `  ${problem.path}: ${problem.text}`),
    ].join('\n'),
    remedy: 'Tell whoever runs the registry, or choose another one.',
  }),
);

export const unreachable = defineError(
  'CHISEL_REGISTRY_UNREACHABLE',
  (f: { place: string; reason: string }) => ({
    message: `cannot read ${f.place}: ${f.reason}`,
    remedy: 'Check the address of the registry and the network, then try again.',
  }),
);

export const tooLarge = defineError(
  'CHISEL_REGISTRY_TOO_LARGE',
  (f: { subject: Subject; limitBytes: number }) => ({
    message: `${f.subject} is larger than the ${f.limitBytes} bytes allowed`,
  }),
);

export const sizeMismatch = defineError(
  'CHISEL_REGISTRY_SIZE',
  (f: { subject: Subject; expected: number; actual: number }) => ({
    message: `${f.subject} has ${f.actual} bytes where the index says ${f.expected}`,
    remedy: 'Do not use it: it is not what was published.',
  }),
);

export const integrityMissing = defineError(
  'CHISEL_REGISTRY_NO_INTEGRITY',
  (f: { subject: Subject }) => ({
    message: `nothing proves the bytes of ${f.subject}: there is no sha512 integrity for it`,
    remedy: 'Tell whoever runs the registry; a chisel without proof is never installed.',
  }),
);

export const integrityMismatch = defineError(
  'CHISEL_REGISTRY_INTEGRITY',
  (f: { subject: Subject; expected: string; actual: string }) => ({
    message: `${f.subject} is not what was published: expected ${f.expected}, got ${f.actual}`,
    remedy: 'Do not use it: its bytes were changed or damaged on the way.',
  }),
);

export const archiveUnsafe = defineError(
  'CHISEL_REGISTRY_ARCHIVE',
  (f: { subject: Subject; reason: string }) => ({
    message: `the archive of ${f.subject} is refused: ${f.reason}`,
    remedy: 'Do not use it; if it is yours, pack its folder again.',
  }),
);

export const folderUnfit = defineError(
  'CHISEL_REGISTRY_FOLDER',
  (f: { folder: string; reason: string }) => ({
    message: `the folder ${f.folder} cannot be used as a chisel: ${f.reason}`,
  }),
);

export const identityMismatch = defineError(
  'CHISEL_REGISTRY_IDENTITY',
  (f: { expected: Subject; actual: Subject }) => ({
    message: `asked for ${f.expected}, but the archive says that it is ${f.actual}`,
    remedy: 'Do not use it: the index and the archive disagree.',
  }),
);

export const programRefused = defineError(
  'CHISEL_REGISTRY_PROGRAM',
  (f: { subject: Subject; reason: string; remedy?: string | undefined }) => ({
    message: `${f.subject} was not installed: ${f.reason}`,
    ...(f.remedy === undefined ? {} : { remedy: f.remedy }),
  }),
);

export const noRuntime = defineError(
  'CHISEL_REGISTRY_RUNTIME',
  (f: { subject: Subject; runtime: string }) => ({
    message: `${f.subject} needs the runtime '${f.runtime}', which this version does not have`,
  }),
);

export const busy = defineError(
  'CHISEL_REGISTRY_BUSY',
  (f: { home: string; waitedMs: number }) => ({
    message: `another process has been changing the chisels in ${f.home} for ${f.waitedMs} ms`,
    remedy: 'Wait until it has ended, then try again.',
  }),
);

export const homeUnusable = defineError(
  'CHISEL_REGISTRY_HOME',
  (f: { home: string; reason: string; remedy?: string | undefined }) => ({
    message: `cannot keep chisels in ${f.home}: ${f.reason}`,
    remedy: f.remedy ?? 'Set CHISEL_HOME to a folder that you may write to.',
  }),
);

export const lockFileInvalid = defineError(
  'CHISEL_REGISTRY_LOCK_FILE',
  (f: { file: string; reason: string }) => ({
    message: `the lock file ${f.file} is not valid: ${f.reason}`,
    remedy: 'Remove it and install the chisels again.',
  }),
);

export const changedOnDisk = defineError(
  'CHISEL_REGISTRY_CHANGED',
  (f: { subject: Subject; changes: readonly string[] }) => ({
    message: `${f.subject} is not what was installed: ${f.changes.join('; ')}`,
    remedy: 'Run `chisel install` for it again.',
  }),
);
