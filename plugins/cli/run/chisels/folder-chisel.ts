import type { ChiselSpec, EventTest } from '@chisel/core/sandbox/chisel-run.ts';
import { defaultLimits, type Limits } from '@chisel/core/sandbox/runtime.ts';
import { Need } from '@chisel/core/state/needs.ts';
import { askedWith, manifestLimits, type LoadedChisel } from '@chisel/registry/running.ts';
import { typescriptRuntime } from '@chisel/typescript';
import type { Run } from '../../commands/read.ts';
import { writesToTerminal } from '../../terminal.ts';
import { argumentValues, isRequired, type ArgumentValue } from '../chisel-arguments.ts';
import { isLive } from '../is-live.ts';
import type { Language } from '../language.ts';
import { ChiselHost } from './chisel-host.ts';
import { reachOfManifest, type Reach } from './reach.ts';
import type { OpenCapture, RequestedChisel, Takes } from './requested-chisel.ts';

/** A TypeScript chisel: its manifest says all that the run has to know. */
export class FolderChisel implements RequestedChisel {
  readonly name: string;
  readonly limits: Limits;
  readonly takes: Takes;
  readonly #loaded: LoadedChisel;
  readonly #run: Run;
  readonly #language: Language;
  readonly #reach: Reach;
  readonly #host: ChiselHost;
  #args: Readonly<Record<string, ArgumentValue>> = {};

  constructor(loaded: LoadedChisel, run: Run, language: Language) {
    const { name, args = [] } = loaded.manifest;
    const required = args.filter(isRequired).length;
    this.name = name;
    this.limits = { ...defaultLimits, ...manifestLimits(loaded.manifest) };
    this.takes = { required, optional: args.length - required, filter: false };
    this.#loaded = loaded;
    this.#run = run;
    this.#language = language;
    this.#reach = reachOfManifest(loaded.manifest, run.settings);
    this.#host = new ChiselHost(this.#reach, run);
  }

  setArguments(word: string | undefined): Promise<void> {
    this.#args = argumentValues(this.#loaded.manifest, word);
    return Promise.resolve();
  }

  init(): Promise<void> {
    return Promise.resolve();
  }

  open({ section }: OpenCapture): Promise<ChiselSpec> {
    this.#host.open(section);
    const { manifest, program } = this.#loaded;
    const { name, filter: filterText = '' } = manifest;
    const asked = askedWith(manifest, this.#args);
    // All that it declares may be in rows of field values, also what these arguments do not ask for.
    const fields = manifest.fields.map((field) => ({
      name: field,
      bound: this.#language.bind(field),
    }));
    const { limits } = this;
    const host = this.#host.questions.length > 0 ? this.#host : undefined;
    const config = {
      args: this.#args,
      json: this.#run.settings.json,
      live: isLive(this.#run.settings),
      terminal: writesToTerminal(),
      width: writesToTerminal() ? process.stdout.columns : 0,
    };
    return Promise.resolve({
      name,
      text: typescriptRuntime.text,
      start: (layout, slots) =>
        typescriptRuntime.createGuest({ name, program, config, layout, slots, limits, host }),
      limits,
      declared: { filterText, fields: manifest.fields.map((field) => ({ name: field })) },
      filterText: asked.filter,
      filter: asked.filter === '' ? undefined : this.#language.compileFilter(asked.filter),
      fields: fields.filter((field) => asked.fields.includes(field.name)),
      ...this.#exactness(),
    });
  }

  /** Tables are asked for at an event: the decoder has to wait there. */
  #exactness(): Partial<ChiselSpec> {
    const { tables } = this.#reach;
    // Fds are in the rows of threads: alone they cannot be asked for.
    if (!tables.has('threads') && !tables.has('containers')) return {};
    const compileFilter = (text: string): EventTest => this.#language.compileFilter(text);
    return { needs: Need.ALL, exact: { compileFilter, atEvents: true } };
  }

  abandon(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  close(): Promise<void> {
    return this.#host.finish();
  }
}
