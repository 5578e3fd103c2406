import type { Source, SourceItem } from './event/source.ts';
import { nowMs } from './output/now-ms.ts';

const MAX_BREATHLESS_MS = 50;

/**
 * Lets the process see signals, timers and readers now and then: a source that always has a block at
 * hand, and consumers that never wait, would leave no turn for them.
 */
export function createBreather(): () => Promise<void> | undefined {
  let lastMs = nowMs();
  return () => {
    const now = nowMs();
    if (now - lastMs < MAX_BREATHLESS_MS) return undefined;
    lastMs = now;
    return new Promise((resolve) => setImmediate(resolve));
  };
}

/**
 * The source's `next`, which answers undefined at once when the signal aborts. One listener for the
 * whole run: racing against a promise would leave a reaction on it for every block.
 */
export function untilAborted(
  source: Source,
  signal: AbortSignal | undefined,
): () => Promise<SourceItem | undefined> {
  if (!signal) return () => source.next();
  let end: ((nothing: undefined) => void) | undefined;
  signal.addEventListener('abort', () => end?.(undefined), { once: true });
  return () =>
    new Promise((resolve, reject) => {
      end = resolve;
      source.next().then(resolve, reject);
    });
}
