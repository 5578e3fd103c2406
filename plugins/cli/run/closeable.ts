/** Something that the user, or the reader of the output, may end. */
export interface Stopping {
  readonly signal: AbortSignal;
  stop(): void;
  /** Gives the signals of the process back. */
  release(): void;
}

/** Ends on SIGINT and SIGTERM, once; a second signal kills as usual. */
export function closeable(): Stopping {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  const release = (): void => {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  };
  controller.signal.addEventListener('abort', release, { once: true });
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return { signal: controller.signal, stop, release };
}
