import type { Fetcher } from 'tuf-js';
import { DownloadHTTPError } from 'tuf-js/dist/error.js';
import { ChiselError } from '@chisel/core/errors/chisel-error.ts';
import { refuseWidePaths } from './delegated-paths.ts';
import { fileMissing } from '../errors.ts';
import type { Origin } from '../origin/origin.ts';
import { metadataFolder } from '../tree/tree-paths.ts';

/** The base of the addresses that the updater makes; only what comes after it counts. */
export const metadataBase = 'registry:///';

/**
 * Reads metadata for the updater with our own bounds, from folders too. It keeps what it was asked for
 * last and how that failed, which the updater's errors do not tell.
 */
export class OriginFetcher implements Fetcher {
  #origin: Origin;
  lastFile = '';
  failure: ChiselError | undefined;

  constructor(origin: Origin) {
    this.#origin = origin;
  }

  async downloadBytes(url: string, maxLength: number): Promise<Buffer> {
    this.lastFile = decodeURIComponent(url.slice(metadataBase.length));
    try {
      const path = metadataFolder + url.slice(metadataBase.length);
      const bytes = await this.#origin.read(path, maxLength);
      refuseWidePaths(bytes, `${this.lastFile} of ${this.#origin.place}`);
      return bytes;
    } catch (error) {
      if (!(error instanceof ChiselError)) throw error;
      // the updater looks for the next root until there is none
      const isMissing = error.code === fileMissing.code;
      if (isMissing && /^\d+\.root\.json$/.test(this.lastFile)) {
        throw new DownloadHTTPError(error.message, 404);
      }
      this.failure = error;
      throw error;
    }
  }

  downloadFile<Result>(): Promise<Result> {
    throw new Error('archives are not fetched by the updater');
  }
}
