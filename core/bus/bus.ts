import type { Hook, Tap } from 'tapable';
import { ChiselError, defineError } from '../errors/chisel-error.ts';

// tapable's own base type; what a hook carries is known where the hooks are declared.
type AnyHook = Pick<Hook<never, unknown>, 'intercept' | 'isUsed'>;

/** A trusted extension: it taps the hooks it wants and is known by its name from then on. */
export interface Plugin<Hooks> {
  readonly name: string;
  apply(hooks: Hooks): void;
}

export const pluginFailed = defineError<{ plugin: string; hook: string; reason: string }>(
  'CHISEL_PLUGIN_FAILED',
  ({ plugin, hook, reason }) => ({
    message: `plugin ${plugin} failed in ${hook}: ${reason}`,
    remedy: 'This is a defect of the plugin: report it together with the command line.',
  }),
);

/**
 * The hooks that tie sources, runtimes and sinks together. They carry blocks, batches and phases of a
 * run, never single events. A fault inside a tap is stamped with the plugin that caused it.
 */
export class Bus<Hooks extends object> {
  readonly hooks: Hooks;
  readonly #plugins: string[] = [];

  constructor(hooks: Hooks) {
    this.hooks = hooks;
    for (const [name, hook] of Object.entries(hooks)) stampFaults(name, hook as AnyHook);
  }

  use(...plugins: Plugin<Hooks>[]): this {
    for (const plugin of plugins) {
      this.#plugins.push(plugin.name);
      plugin.apply(this.hooks);
    }
    return this;
  }

  get plugins(): readonly string[] {
    return this.#plugins;
  }
}

function stampFaults(hookName: string, hook: AnyHook): void {
  hook.intercept({
    register: (tap: Tap & { fn?: unknown }) => {
      const { fn } = tap;
      if (typeof fn !== 'function') return tap;
      return { ...tap, fn: guard(tap.name, hookName, fn as (...args: unknown[]) => unknown) };
    },
  } as never);
}

function guard(plugin: string, hook: string, tapped: (...args: unknown[]) => unknown) {
  const blame = (error: unknown): never => {
    if (error instanceof ChiselError) throw error;
    throw pluginFailed({ plugin, hook, reason: String(error) }, error);
  };
  return (...args: unknown[]): unknown => {
    try {
      const result = tapped(...args);
      return result instanceof Promise ? result.catch(blame) : result;
    } catch (error) {
      return blame(error);
    }
  };
}
