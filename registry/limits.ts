/** Bounds on everything that comes from outside, checked before it is parsed or kept. */
export const limits = {
  manifestBytes: 64 * 1024,
  tarballBytes: 4 * 1024 * 1024,
  unpackedBytes: 16 * 1024 * 1024,
  files: 512,
  pathLength: 100,
  lockFileBytes: 16 * 1024 * 1024,
  metadataBytes: 16 * 1024 * 1024,
  rootBytes: 512 * 1024,
  timestampBytes: 16 * 1024,
  keyBytes: 4096,
  bundleBytes: 256 * 1024 * 1024,
  answerBytes: 16 * 1024 * 1024,
  publicationBytes: 24 * 1024 * 1024,
  redirects: 5,
  requestTimeoutMs: 30_000,
  lockWaitMs: 60_000,
} as const;
