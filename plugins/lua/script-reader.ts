import type { Limits } from '@chisel/core/sandbox/runtime.ts';
import type { HostAnswers } from '@chisel/core/sandbox/host-answers.ts';
import { bareSetup } from './bare-setup.ts';
import type { ScriptDescription } from './guest/setup.ts';
import { LuaChisel } from './lua-chisel.ts';
import type { LuaSource } from './vm/lua-vm.ts';

/** Reading a script takes some milliseconds; one that takes so long does something else. */
const limits: Limits = { memoryMb: 128, timeMs: 2000, outputChars: 1 << 20 };

/**
 * Runs scripts one after the other only to read what they say of themselves. They share an isolate, each
 * with a Lua of its own; one that breaks it costs the next a new one.
 */
export class ScriptReader {
  readonly #host: HostAnswers;
  #chisel: LuaChisel | undefined;

  constructor(host: HostAnswers) {
    this.#host = host;
  }

  /** Rejects with a GuestFault when the script can't be read. */
  async read(name: string, source: LuaSource): Promise<ScriptDescription> {
    this.#chisel ??= this.#create();
    try {
      return await this.#chisel.describe(name, source);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  close(): void {
    this.#chisel?.dispose();
    this.#chisel = undefined;
  }

  #create(): LuaChisel {
    return new LuaChisel({
      source: { text: '', chunkName: '@' },
      host: this.#host,
      limits,
      setup: bareSetup,
    });
  }
}
