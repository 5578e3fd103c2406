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

export const noChiselAt = defineError('CHISEL_REGISTRY_NO_CHISEL_AT', (f: { path: string }) => ({
  message: `there is no chisel at ${f.path}`,
  remedy: 'Name a folder that holds a chisel.json, or a Lua script.',
}));

export const notARegistry = defineError('CHISEL_REGISTRY_NONE', (f: { place: string }) => ({
  message: `there is no registry in ${f.place}`,
  remedy: 'Name the folder or URL of one, or make one with `chisel registry init FOLDER`.',
}));

export const registryExists = defineError('CHISEL_REGISTRY_EXISTS', (f: { folder: string }) => ({
  message: `there is a registry in ${f.folder} already`,
  remedy: 'Choose another folder, or add to this one with `chisel registry add`.',
}));

export const metadataInvalid = defineError(
  'CHISEL_REGISTRY_METADATA',
  (f: { file: string; reason: string }) => ({
    message: `the metadata in ${f.file} cannot be read: ${f.reason}`,
    remedy: 'Tell whoever runs the registry, or choose another one.',
  }),
);

export const signatureMissing = defineError(
  'CHISEL_REGISTRY_SIGNATURE',
  (f: { place: string; file: string; reason: string }) => ({
    message: `${f.file} of ${f.place} is not signed by who has to sign it: ${f.reason}`,
    remedy: 'Do not use it: it was not made by those who run the registry.',
  }),
);

export const metadataChanged = defineError(
  'CHISEL_REGISTRY_MIXED',
  (f: { place: string; file: string; reason: string }) => ({
    message: `${f.file} of ${f.place} is not the one that its signed metadata names: ${f.reason}`,
    remedy: 'Try again; if it stays so, files were changed or put together from different times.',
  }),
);

export const rolledBack = defineError(
  'CHISEL_REGISTRY_ROLLBACK',
  (f: { place: string; file: string; reason: string }) => ({
    message: `${f.file} of ${f.place} is older than what was seen before: ${f.reason}`,
    remedy: 'Do not use it: somebody shows an old state, which may have chisels with known faults.',
  }),
);

export const expired = defineError(
  'CHISEL_REGISTRY_EXPIRED',
  (f: { place: string; file: string }) => ({
    message: `${f.file} of ${f.place} has expired: nobody says any more that it is the newest state`,
    remedy:
      'Check the clock of this machine; else tell whoever runs the registry to sign it again.',
  }),
);

export const untrusted = defineError('CHISEL_REGISTRY_UNTRUSTED', (f: { place: string }) => ({
  message: `nothing proves who runs ${f.place}: it was never used, and comes over plain HTTP`,
  remedy: 'Ask for its fingerprint and write `chisel registry use NAME URL --root sha256:…`.',
}));

export const wrongRoot = defineError(
  'CHISEL_REGISTRY_ROOT',
  (f: { place: string; expected: string; actual: string }) => ({
    message: `the first root of ${f.place} is ${f.actual}, not ${f.expected}`,
    remedy: 'Do not use it: it is another registry than the one that was meant.',
  }),
);

export const revoked = defineError(
  'CHISEL_REGISTRY_REVOKED',
  (f: { name: string; author: string; reason: string; place: string }) => ({
    message: `${f.place} does not trust '${f.author}' any more, who made ${f.name}: ${f.reason}`,
    remedy: 'Do not use it; `chisel uninstall` removes what is installed.',
  }),
);

export const withdrawn = defineError(
  'CHISEL_REGISTRY_WITHDRAWN',
  (f: { subject: Subject; place: string; reason: string }) => ({
    message: `${f.place} has withdrawn ${f.subject}: ${f.reason}`,
    remedy: 'Choose another version; `chisel search` shows the newest there is.',
  }),
);

export const registriesInvalid = defineError(
  'CHISEL_REGISTRIES',
  (f: { file: string; reason: string }) => ({
    message: `the list of registries ${f.file} is not valid: ${f.reason}`,
    remedy: 'Remove it and name the registries again with `chisel registry use`.',
  }),
);

export const versionTaken = defineError(
  'CHISEL_REGISTRY_VERSION_TAKEN',
  (f: { subject: Subject }) => ({
    message: `${f.subject} was published before`,
    remedy: 'Raise the version in chisel.json: what was published is never changed.',
  }),
);

export const nameTaken = defineError(
  'CHISEL_PUBLISH_NAME',
  (f: { name: string; author: string }) => ({
    message: `the name ${f.name} is not one that '${f.author}' may publish`,
    remedy: 'Choose a free name, or ask those who run the registry to delegate this one to you.',
  }),
);

export const lookAlikeName = defineError(
  'CHISEL_PUBLISH_LOOK_ALIKE',
  (f: { name: string; other: string }) => ({
    message: `the name ${f.name} looks like ${f.other}, which is another chisel`,
    remedy: 'Choose a name that nobody can take for another.',
  }),
);

export const publicationRefused = defineError(
  'CHISEL_PUBLISH_REFUSED',
  (f: { subject: Subject; reason: string }) => ({
    message: `the registry does not take ${f.subject}: ${f.reason}`,
  }),
);

export const publicationStale = defineError(
  'CHISEL_PUBLISH_STALE',
  (f: { author: string; version: number }) => ({
    message: `something else of '${f.author}' was published first; version ${f.version} is next`,
    remedy: 'Publish again.',
  }),
);

export const publishDenied = defineError(
  'CHISEL_PUBLISH_DENIED',
  (f: { place: string; reason: string; remedy?: string | undefined }) => ({
    message: `${f.place} refused: ${f.reason}`,
    remedy: f.remedy ?? 'Ask those who run the registry.',
  }),
);

export const keyAmbiguous = defineError(
  'CHISEL_KEY_AMBIGUOUS',
  (f: { names: readonly string[] }) => ({
    message: `there are several keys to sign with: ${f.names.join(', ')}`,
    remedy: 'Name one of them with --key.',
  }),
);

export const tokensInvalid = defineError(
  'CHISEL_SERVE_TOKENS',
  (f: { file: string; reason: string }) => ({
    message: `the tokens in ${f.file} cannot be read: ${f.reason}`,
    remedy: 'Remove the file and make new tokens with `chisel registry token`.',
  }),
);

export const listenFailed = defineError(
  'CHISEL_SERVE_LISTEN',
  (f: { address: string; reason: string }) => ({
    message: `cannot serve at ${f.address}: ${f.reason}`,
    remedy: 'Choose another address with --listen HOST:PORT.',
  }),
);

export const authorFileInvalid = defineError(
  'CHISEL_AUTHOR_FILE',
  (f: { file: string; reason: string }) => ({
    message: `${f.file} is no request of an author: ${f.reason}`,
    remedy:
      'Let the author make it anew with `chisel key request`, with --registry if known there.',
  }),
);

export const notAnAuthor = defineError(
  'CHISEL_AUTHOR_UNKNOWN',
  (f: { author: string; authors: readonly string[] }) => ({
    message: `the registry has no author '${f.author}'`,
    remedy:
      f.authors.length === 0 ? 'It has no authors.' : `Its authors are ${f.authors.join(', ')}.`,
  }),
);

export const keyMissing = defineError(
  'CHISEL_KEY_MISSING',
  (f: { role: string; needed: number; held: number }) => ({
    message: `signing as '${f.role}' needs ${f.needed} of its keys, and ${f.held} are here`,
    remedy: 'Name the folder that holds them with --keys, or ask who has them.',
  }),
);

export const keyExists = defineError('CHISEL_KEY_EXISTS', (f: { file: string }) => ({
  message: `there is a key in ${f.file} already`,
  remedy: 'Choose another name: a key that is lost cannot be made again.',
}));

export const keyUnusable = defineError(
  'CHISEL_KEY_UNUSABLE',
  (f: { file: string; reason: string }) => ({
    message: `the key ${f.file} cannot be used: ${f.reason}`,
    remedy: 'A key is an ed25519 key in PEM, in a file that only its owner can read (mode 0600).',
  }),
);

export const fileMissing = defineError('CHISEL_REGISTRY_FILE', (f: { file: string }) => ({
  message: `there is no ${f.file}`,
  remedy: 'Check the name of the file, the folder, or the address of the registry.',
}));

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

export const frozenMismatch = defineError(
  'CHISEL_REGISTRY_FROZEN',
  (f: { file: string; subject: Subject; what: string; expected: string; actual: string }) => ({
    message: `${f.subject} is not what ${f.file} says: its ${f.what} is ${f.actual}, not ${f.expected}`,
    remedy: 'Find out why; to accept it, install without --frozen.',
  }),
);

export const frozenGone = defineError(
  'CHISEL_REGISTRY_FROZEN_GONE',
  (f: { file: string; subject: Subject; place: string }) => ({
    message: `${f.subject} is in ${f.file}, but ${f.place} does not have it`,
    remedy: 'Find out why; to go on without it, install what there is without --frozen.',
  }),
);

export const nothingBefore = defineError(
  'CHISEL_REGISTRY_NOTHING_BEFORE',
  (f: { name: string; version: string }) => ({
    message: `there is no version of ${f.name} to go back to: ${f.version} is the first`,
    remedy: `Install the one that you want with \`chisel install ${f.name}@VERSION\`.`,
  }),
);

export const registryNameWrong = defineError('CHISEL_REGISTRY_NAME', (f: { name: string }) => ({
  message: `'${f.name}' is not the name of a registry or a scope`,
  remedy:
    'A registry has a name like `work`, a scope one like `@team`; see `chisel registry list`.',
}));

export const bundleInvalid = defineError(
  'CHISEL_BUNDLE',
  (f: { file: string; reason: string }) => ({
    message: `${f.file} is no bundle of chisels: ${f.reason}`,
    remedy: 'Make it anew with `chisel pack --bundle NAME…`.',
  }),
);

export const bundleUntrusted = defineError(
  'CHISEL_BUNDLE_UNTRUSTED',
  (f: { file: string; place: string }) => ({
    message: `nothing proves ${f.file}: the registry ${f.place} was never used here`,
    remedy: 'Ask those who run it for its fingerprint, and give it with --root sha256:….',
  }),
);

export const bundleOfMany = defineError(
  'CHISEL_BUNDLE_REGISTRIES',
  (f: { places: readonly string[] }) => ({
    message: `a bundle is of chisels of one registry, not of ${f.places.join(' and ') || 'none'}`,
    remedy: 'Make one for each, or name the registry with --registry.',
  }),
);

export const changedOnDisk = defineError(
  'CHISEL_REGISTRY_CHANGED',
  (f: { subject: Subject; changes: readonly string[] }) => ({
    message: `${f.subject} is not what was installed: ${f.changes.join('; ')}`,
    remedy: 'Run `chisel install` for it again.',
  }),
);
