import type { ChiselPlugin } from '@chisel/core/hooks.ts';
import { openCaptures } from '@chisel/scap';

/** Makes capture files a source. */
export const scapPlugin: ChiselPlugin = {
  name: 'scap',
  apply({ openSource }) {
    openSource.tapPromise(
      'scap',
      ({ file, table }) =>
        Promise.resolve(file === undefined ? undefined : openCaptures([file], { table })) as never,
    );
  },
};
