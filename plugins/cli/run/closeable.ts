import { hurrySinks } from '@chisel/core/output/fd-sink.ts';

/** Why the signal of a run that the user interrupted aborted. */
export const INTERRUPTED = 'interrupted';

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
  const interrupt = (): void => {
    release();
    hurrySinks();
    controller.abort(INTERRUPTED);
  };
  const release = (): void => {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return { signal: controller.signal, stop, release };
}
