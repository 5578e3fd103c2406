import type { ChiselError } from '@chisel/core';
import { EventTable } from '@chisel/core/event/event-table.ts';
import { createBus } from '@chisel/core/hooks.ts';
import { runPipeline } from '@chisel/core/pipeline.ts';
import { ChiselRun, type ChiselSpec } from '@chisel/core/sandbox/chisel-run.ts';
import { guestError } from '@chisel/core/sandbox/guest-errors.ts';
import { GuestFault, type Limits } from '@chisel/core/sandbox/runtime.ts';
import { parseCommandLine } from '@chisel/cli/command-line/parse-command-line.ts';
import { settingsOf } from '@chisel/cli/command-line/settings.ts';
import type { Run } from '@chisel/cli/commands/read.ts';
import { Language } from '@chisel/cli/run/language.ts';
import { ScriptChisel } from '@chisel/cli/run/lua/script-chisel.ts';
import type { ScriptPlace } from '@chisel/cli/run/lua/script-place.ts';
import { peekSection } from '@chisel/cli/run/peek-section.ts';
import { openCaptures } from '@chisel/scap';

const capture = new URL('../../captures/sample.scap', import.meta.url).pathname;

export interface Script {
  readonly name: string;
  readonly source: string;
}

/** What a run of several scripts over one capture came to. */
export interface Outcome {
  /** Of each script, by its place; nothing of one that was ended before the first event. */
  readonly outputs: readonly string[];
  readonly failures: ReadonlyMap<string, ChiselError>;
}

/** Runs scripts over a real capture, as the command does. */
export async function runScripts(scripts: readonly Script[], limits: Limits): Promise<Outcome> {
  const table = new EventTable('classic');
  const settings = settingsOf(parseCommandLine(['-r', capture]));
  const language = new Language(table, settings);
  const run = { settings, table, position: { event: undefined } } as unknown as Run;
  const outputs = scripts.map(() => '');
  const failures = new Map<string, ChiselError>();
  const { source, section } = await peekSection(openCaptures([capture], { table }));
  const chisels: ScriptChisel[] = [];
  const specs: { spec: ChiselSpec; place: number }[] = [];
  for (const [place, { name, source: text }] of scripts.entries()) {
    try {
      const origin = { text, chunkName: `@${name}.lua` };
      const chisel = await ScriptChisel.load(placeOf(name, text, limits), origin, run, language);
      chisels.push(chisel);
      await chisel.init('');
      const spec = await chisel.open({ source, section, chisels: scripts.length });
      specs.push({ spec, place });
    } catch (error) {
      if (!(error instanceof GuestFault)) throw error;
      failures.set(name, guestError(name, error, limits));
    }
  }
  const chiselRun = new ChiselRun({
    chisels: specs.map(({ spec }) => spec),
    sink: {
      write: (written, _kind, guest) => void (outputs[specs[guest]?.place ?? 0] += written),
    },
    onFailure: (chisel, error) => failures.set(chisel, error),
  });
  await chiselRun.ready();
  await runPipeline({
    hooks: createBus().hooks,
    source,
    table,
    filter: undefined,
    consumers: chiselRun.consumers,
    onEvent: (event) => (run.position.event = event),
  });
  for (const chisel of chisels) await chisel.close();
  return { outputs, failures };
}

function placeOf(name: string, text: string, limits: Limits): ScriptPlace {
  return {
    name,
    files: new Map([[`${name}.lua`, text]]),
    folders: [],
    limits,
    grants: [],
    checkField: () => undefined,
    tables: new Set(['threads', 'fds', 'containers']),
    filterFor: (filter) => filter,
  };
}
