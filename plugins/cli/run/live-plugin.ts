import type { ChiselPlugin } from '@chisel/core/hooks.ts';
import type { Settings } from '../command-line/settings.ts';

/** Makes the running kernel a source. */
export function livePlugin({ snaplen, pageFaults }: Settings): ChiselPlugin {
  return {
    name: 'probe',
    apply({ openSource }) {
      openSource.tapPromise('probe', async ({ file, table }) => {
        if (file !== undefined) return undefined as never;
        const { LiveSource } = await import('@chisel/probe');
        return new LiveSource({ table, snaplen, pageFaults });
      });
    },
  };
}
