import type { ChiselPlugin } from '@chisel/core/hooks.ts';
import type { LiveSource } from '@chisel/probe';

/** Makes the running kernel, which is already open, a source. */
export function livePlugin(live: LiveSource | undefined): ChiselPlugin {
  return {
    name: 'probe',
    apply({ openSource }) {
      openSource.tapPromise(
        'probe',
        ({ file }) => Promise.resolve(file === undefined ? live : undefined) as never,
      );
    },
  };
}
