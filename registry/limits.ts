/** Bounds on everything that comes from outside, checked before it is parsed or kept. */
export const limits = {
  indexBytes: 16 * 1024 * 1024,
  manifestBytes: 64 * 1024,
  tarballBytes: 4 * 1024 * 1024,
  unpackedBytes: 16 * 1024 * 1024,
  files: 512,
  pathLength: 100,
  lockFileBytes: 16 * 1024 * 1024,
  redirects: 5,
  requestTimeoutMs: 30_000,
  lockWaitMs: 60_000,
} as const;
