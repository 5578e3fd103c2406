import { hurrySinks } from '@chisel/core/output/fd-sink.ts';
import { printError } from '../print.ts';

/** Why a run ended before all that had happened was read: the end of a sentence. */
export const endings = {
  interrupted: 'the run was interrupted',
  late: 'there was no time left for them',
  count: 'the run had shown as many as it was to show',
  time: 'they came after the time of the run',
  chisels: 'the chisels had ended the run',
  reader: 'nobody took the output any more',
  error: 'an error ended the run',
} as const;

export type Ending = keyof typeof endings;

/** Something that the user, or the reader of the output, may end. */
export interface Stopping {
  /** Its reason is an `Ending`. */
  readonly signal: AbortSignal;
  /** Ends it at once. */
  stop(why: Ending): void;
  /** Ends it when what has happened so far has been handled, if there is such a thing, but within some seconds. */
  finish(): void;
  /** Gives the signals of the process back. */
  release(): void;
}

/** How long what had happened before the end is handled, and when it is said that this goes on. */
const MOST_MS = 5000;
const SILENT_MS = 1000;
/** Programs such as `npx` and `timeout` pass on a signal that the terminal has sent as well: within this it is one. */
const SAME_SIGNAL_MS = 300;

/**
 * Ends on SIGINT and SIGTERM. `stopSource` makes a source end with what has happened so far, if it returns true:
 * then the run goes on until that has been handled, and a second signal ends it at once. One more kills as usual.
 */
export function closeable(stopSource: () => boolean = () => false): Stopping {
  const controller = new AbortController();
  const { signal } = controller;
  const timers: NodeJS.Timeout[] = [];
  let isEnding = false;
  let interruptedMs = -Infinity;
  const stop = (why: Ending): void => {
    timers.forEach(clearTimeout);
    controller.abort(why);
    if (interruptedMs > 0) hurrySinks(true);
  };
  const finish = (): void => {
    if (isEnding) return;
    isEnding = true;
    if (!stopSource()) stop('interrupted');
    else timers.push(setTimeout(sayBehind, SILENT_MS), setTimeout(stop, MOST_MS, 'late'));
  };
  const interrupt = (): void => {
    const beforeMs = interruptedMs;
    interruptedMs = performance.now();
    if (interruptedMs - beforeMs < SAME_SIGNAL_MS) return;
    if (isEnding) stop('interrupted');
    else finish();
    if (signal.aborted) leaveSignals();
    else hurrySinks(false);
  };
  const leaveSignals = (): void => {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  };
  const release = (): void => {
    timers.forEach(clearTimeout);
    leaveSignals();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return { signal, stop, finish, release };
}

function sayBehind(): void {
  printError('chisel: handling what had happened before the end; Ctrl-C ends at once\n');
}
