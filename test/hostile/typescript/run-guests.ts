import { EventTable } from '@chisel/core/event/event-table.ts';
import type { ChiselError } from '@chisel/core';
import { FieldTable } from '@chisel/core/field/field-table.ts';
import { defaultTextOptions } from '@chisel/core/field/text-options.ts';
import { createBus } from '@chisel/core/hooks.ts';
import { runPipeline } from '@chisel/core/pipeline.ts';
import { ChiselRun, type ChiselSpec } from '@chisel/core/sandbox/chisel-run.ts';
import type { Limits } from '@chisel/core/sandbox/runtime.ts';
import { openCaptures } from '@chisel/scap';
import { typescriptRuntime } from '@chisel/typescript';

const capture = new URL('../../captures/sample.scap', import.meta.url).pathname;

/** A chisel as text, under its name. */
export interface Script {
  readonly name: string;
  readonly source: string;
}

/** What a run of several chisels over one capture came to. */
export interface Outcome {
  /** Of each chisel, by its place. */
  readonly outputs: readonly string[];
  readonly failures: ReadonlyMap<string, ChiselError>;
}

/** Runs scripts over a real capture; each may see `evt.num` and `proc.name`. */
export async function runGuests(scripts: readonly Script[], limits: Limits): Promise<Outcome> {
  const table = new EventTable('classic');
  const outputs = scripts.map(() => '');
  const failures = new Map<string, ChiselError>();
  const run = new ChiselRun({
    chisels: scripts.map((script) => specOf(script, table, limits)),
    sink: { write: (text, _kind, guest) => void (outputs[guest] += text) },
    onFailure: (chisel, error) => failures.set(chisel, error),
  });
  await run.ready();
  await runPipeline({
    hooks: createBus().hooks,
    source: openCaptures([capture], { table }),
    table,
    filter: undefined,
    consumers: run.consumers,
  });
  return { outputs, failures };
}

function specOf({ name, source }: Script, table: EventTable, limits: Limits): ChiselSpec {
  const fields = new FieldTable(table);
  const context = { table, text: defaultTextOptions };
  return {
    name,
    text: typescriptRuntime.text,
    start: (layout, slots) =>
      typescriptRuntime.createGuest({
        name,
        program: { entry: 'main.js', files: new Map([['main.js', source]]) },
        config: { args: {}, json: false, live: false, terminal: false, width: 0 },
        layout,
        slots,
        limits,
      }),
    limits,
    filterText: '',
    filter: undefined,
    fields: ['evt.num', 'proc.name'].map((field) => {
      const found = fields.resolve(field, 'display');
      return { name: field, bound: found.field.bind(context, found.argument) };
    }),
  };
}
