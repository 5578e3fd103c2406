import type { ChiselSpec } from '@chisel/core/sandbox/chisel-run.ts';
import { defaultLimits, type Limits } from '@chisel/core/sandbox/runtime.ts';
import { manifestLimits, type LoadedChisel } from '@chisel/registry/running.ts';
import { typescriptRuntime } from '@chisel/typescript';
import type { Run } from '../../commands/read.ts';
import { writesToTerminal } from '../../terminal.ts';
import { argumentValues, isRequired, type ArgumentValue } from '../chisel-arguments.ts';
import { isLive } from '../is-live.ts';
import type { Language } from '../language.ts';
import type { RequestedChisel, Takes } from './requested-chisel.ts';

/** A TypeScript chisel: its manifest says all that the run has to know. */
export class FolderChisel implements RequestedChisel {
  readonly name: string;
  readonly limits: Limits;
  readonly takes: Takes;
  readonly #loaded: LoadedChisel;
  readonly #run: Run;
  readonly #language: Language;
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
  }

  setArguments(word: string | undefined): Promise<void> {
    this.#args = argumentValues(this.#loaded.manifest, word);
    return Promise.resolve();
  }

  init(): Promise<void> {
    return Promise.resolve();
  }

  open(): Promise<ChiselSpec> {
    const { manifest, program } = this.#loaded;
    const { name, filter = '' } = manifest;
    const { limits } = this;
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
        typescriptRuntime.createGuest({ name, program, config, layout, slots, limits }),
      limits,
      filterText: filter,
      filter: filter === '' ? undefined : this.#language.compileFilter(filter),
      fields: manifest.fields.map((field) => ({ name: field, bound: this.#language.bind(field) })),
    });
  }

  abandon(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
