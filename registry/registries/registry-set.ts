import { nearest } from '@chisel/core/errors/nearest.ts';
import { openRegistry, type OpenOptions } from '../client/open-registry.ts';
import type { RegistryClient } from '../client/registry-client.ts';
import { revoked, unknownChisel, withdrawn } from '../errors.ts';
import { embedded } from '../origin/open-origin.ts';
import { readCatalogue, readChisel, type RegistryChisel } from '../resolve/catalogue.ts';
import { revocationOf } from '../tree/revocations.ts';
import { withdrawalsIn } from '../tree/withdrawals.ts';
import { placeOf, placesFor, readRegistries } from './registries.ts';

/** A chisel, and the registry that has it. */
export interface FoundChisel {
  readonly client: RegistryClient;
  readonly place: string;
  readonly chisel: RegistryChisel;
}

export interface RegistrySetOptions extends OpenOptions {
  /** The only registry to ask: a name or a place. */
  readonly registry?: string | undefined;
}

/** The registries that one command asks, each opened once and only when it is needed. */
export class RegistrySet {
  readonly #options: RegistrySetOptions;
  readonly #open = new Map<string, Promise<RegistryClient>>();

  constructor(options: RegistrySetOptions) {
    this.#options = options;
  }

  get home(): string {
    return this.#options.home;
  }

  open(place: string): Promise<RegistryClient> {
    const { home, root, onFirstContact } = this.#options;
    const opened = this.#open.get(place) ?? openRegistry(place, { home, root, onFirstContact });
    this.#open.set(place, opened);
    return opened;
  }

  /** Takes over a client that was opened elsewhere. */
  adopt(client: RegistryClient): void {
    this.#open.set(`file ${client.origin.place}`, Promise.resolve(client));
  }

  /** The places that are asked when nothing narrows it down. */
  places(): string[] {
    const { home, registry } = this.#options;
    if (registry !== undefined) return [placeOf(registry, home)];
    return [embedded, ...readRegistries(home).map(({ place }) => place)];
  }

  /** What the user calls the registry at a place. */
  nameOf(place: string): string {
    const { home } = this.#options;
    return readRegistries(home).find((registry) => registry.place === place)?.name ?? place;
  }

  /** Finds a chisel in the first of its registries that has it. */
  async find(name: string): Promise<FoundChisel> {
    const { home, registry } = this.#options;
    const places = registry === undefined ? placesFor(name, home) : [placeOf(registry, home)];
    for (const place of places) {
      const client = await this.open(place);
      const chisel = await readChisel(client, name);
      if (chisel !== undefined) return { client, place, chisel };
    }
    throw await this.#notFound(name, places);
  }

  /** Keeps what was verified; for commands that have done all they were asked for. */
  async remember(): Promise<void> {
    for (const client of await this.#opened()) client.remember();
  }

  async close(): Promise<void> {
    for (const client of await this.#opened()) client.close();
  }

  async #opened(): Promise<RegistryClient[]> {
    const results = await Promise.allSettled(this.#open.values());
    return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  }

  async #notFound(name: string, places: readonly string[]): Promise<Error> {
    const clients = await Promise.all(places.map((place) => this.open(place)));
    for (const client of clients) {
      const found = revocationOf(client.top(), name);
      if (found !== undefined) return revoked({ name, place: client.origin.place, ...found });
      const gone = withdrawalsIn(client.top()).findLast((one) => one.name === name);
      if (gone !== undefined) {
        const subject = `${name}@${gone.version}`;
        return withdrawn({ subject, place: client.origin.place, reason: gone.reason });
      }
    }
    const chisels = (await Promise.all(clients.map(readCatalogue))).flat();
    const place = clients.map(({ origin }) => origin.place).join(' and ');
    const suggestion = nearest(
      name,
      chisels.map((chisel) => chisel.name),
    );
    return unknownChisel({ name, place, suggestion });
  }
}
