import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import {
  Metadata,
  MetadataKind,
  type Root,
  type Snapshot,
  type TargetFile,
  type Targets,
  type Timestamp,
} from '@tufjs/models';
import { Updater } from 'tuf-js';
import { limits } from '../limits.ts';
import type { Origin } from '../origin/origin.ts';
import { storedPath } from '../tree/tree-paths.ts';
import { parseMetadata, topRole } from '../tree/tree.ts';
import { refuseWidePaths } from './delegated-paths.ts';
import { metadataBase, OriginFetcher } from './fetcher.ts';
import { refusal } from './refusal.ts';
import { signerOf, type Signer } from './signer.ts';
import { rootFile, WorkFolder, type TrustStore } from './trust-store.ts';

/** Verified metadata of one who signs chisels, with the paths it may sign. */
export interface SignerMetadata {
  readonly role: string;
  readonly metadata: Metadata<Targets>;
  readonly signer: Signer;
  maySign(path: string): boolean;
}

type Role = NonNullable<NonNullable<Targets['delegations']>['roles']>[string];

/** What a target is called in metadata, and who answers for it. */
export interface FoundTarget {
  readonly target: TargetFile;
  readonly signer: Signer;
}

/**
 * The verified state of one registry, after The Update Framework. Nothing that it learns is kept before
 * `remember` is called.
 */
export class RegistryClient {
  readonly origin: Origin;
  readonly #fetcher: OriginFetcher;
  readonly #store: TrustStore | undefined;
  readonly #work: WorkFolder;
  readonly #updater: Updater;
  // what was verified stays as it is for as long as this client lives
  readonly #authors = new Map<string, Promise<SignerMetadata>>();
  #top: Metadata<Targets> | undefined;
  #own: SignerMetadata | undefined;

  private constructor(origin: Origin, trusted: Map<string, Buffer>, store?: TrustStore) {
    this.origin = origin;
    this.#store = store;
    this.#fetcher = new OriginFetcher(origin);
    this.#work = new WorkFolder(trusted);
    this.#updater = new Updater({
      metadataDir: this.#work.path,
      metadataBaseUrl: metadataBase,
      fetcher: this.#fetcher,
      config: {
        rootMaxLength: limits.rootBytes,
        timestampMaxLength: limits.timestampBytes,
        snapshotMaxLength: limits.metadataBytes,
        targetsMaxLength: limits.metadataBytes,
      },
    });
  }

  /** Gets and verifies the newest metadata. */
  static async open(
    origin: Origin,
    trusted: Map<string, Buffer>,
    store?: TrustStore,
  ): Promise<RegistryClient> {
    for (const [name, bytes] of trusted) refuseWidePaths(bytes, `${name} of ${origin.place}`);
    const client = new RegistryClient(origin, trusted, store);
    try {
      await client.#verified(() => client.#updater.refresh());
      return client;
    } catch (error) {
      client.close();
      throw error;
    }
  }

  /** All who may sign a path, or all there are: the most trusted first. */
  async signers(path?: string): Promise<SignerMetadata[]> {
    const top = this.top();
    this.#own ??= {
      role: topRole,
      metadata: top,
      signer: signerOf(topRole, top, this.root()),
      maySign: () => true,
    };
    const found = [this.#own];
    for (const role of Object.values(top.signed.delegations?.roles ?? {})) {
      if (path === undefined || role.isDelegatedPath(path)) {
        found.push(await this.#author(top, role, path));
      }
    }
    return found;
  }

  /** The metadata of an author whom the registry knows. */
  async author(name: string): Promise<Metadata<Targets> | undefined> {
    const top = this.top();
    const role = top.signed.delegations?.roles?.[name];
    return role === undefined ? undefined : (await this.#author(top, role)).metadata;
  }

  async #author(top: Metadata<Targets>, role: Role, path?: string): Promise<SignerMetadata> {
    const known = this.#authors.get(role.name) ?? this.#verifiedAuthor(top, role, path);
    this.#authors.set(role.name, known);
    return known;
  }

  /** Looking for a path that a role may sign makes the updater verify its metadata. */
  async #verifiedAuthor(
    top: Metadata<Targets>,
    role: Role,
    path: string | undefined,
  ): Promise<SignerMetadata> {
    const probe = path ?? (role.paths?.[0] ?? '').replaceAll('*', '-');
    await this.#verified(() => this.#updater.getTargetInfo(probe));
    const metadata = this.#read(role.name);
    return {
      role: role.name,
      metadata,
      signer: signerOf(role.name, metadata, top),
      maySign: (target) => role.isDelegatedPath(target),
    };
  }

  /** The verified metadata that says who signs what. */
  top(): Metadata<Targets> {
    this.#top ??= this.#read(topRole);
    return this.#top;
  }

  root(): Metadata<Root> {
    return Metadata.fromJSON(MetadataKind.Root, this.#json(rootFile));
  }

  snapshot(): Metadata<Snapshot> {
    return Metadata.fromJSON(MetadataKind.Snapshot, this.#json('snapshot.json'));
  }

  timestamp(): Metadata<Timestamp> {
    return Metadata.fromJSON(MetadataKind.Timestamp, this.#json('timestamp.json'));
  }

  /** Finds what proves a target: what the most trusted of those who may sign it says. */
  async find(path: string): Promise<FoundTarget | undefined> {
    const target = await this.#verified(() => this.#updater.getTargetInfo(path));
    if (target === undefined) return undefined;
    const signers = await this.signers(path);
    const by = signers.find(({ metadata }) => Object.hasOwn(metadata.signed.targets, path));
    return by === undefined ? undefined : { target, signer: by.signer };
  }

  /** Gets the bytes of a target; nothing proves them yet. */
  async fetch(target: TargetFile): Promise<Buffer> {
    const limitBytes = Math.min(target.length, limits.tarballBytes);
    return this.origin.read(storedPath(target), limitBytes);
  }

  /** Keeps what was verified, so that nothing older is accepted from now on. */
  remember(): void {
    this.#store?.write(this.#work.read());
  }

  /** All verified files, by their names without versions. */
  files(): Map<string, Buffer> {
    return this.#work.read();
  }

  close(): void {
    this.#work.remove();
  }

  async #verified<Result>(step: () => Promise<Result>): Promise<Result> {
    try {
      return await step();
    } catch (error) {
      throw refusal(error, this.origin.place, this.#fetcher);
    }
  }

  #read(role: string): Metadata<Targets> {
    return Metadata.fromJSON(MetadataKind.Targets, this.#json(`${encodeURIComponent(role)}.json`));
  }

  /** What the updater has verified and kept. */
  #json(name: string) {
    return parseMetadata(readFileSync(join(this.#work.path, name)), name);
  }
}
