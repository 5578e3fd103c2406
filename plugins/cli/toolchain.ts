import { EventTable } from '@chisel/core/event/event-table.ts';
import { FieldTable } from '@chisel/core/field/field-table.ts';
import { isPayloadField } from '@chisel/core/field/rows/payload-fields.ts';
import { defaultTextOptions } from '@chisel/core/field/text-options.ts';
import { compileFilter } from '@chisel/core/filter/compile-filter.ts';
import {
  bothFilters,
  type BuildChisels,
  type Manifest,
  type SeenField,
  type Toolchain,
} from '@chisel/registry';
import { atExit } from './run/at-exit.ts';

/** What the registry borrows to check and build a chisel at install. */
export function createToolchain(): Toolchain {
  return { checkProgram, builders: { typescript: buildTypeScript, lua: checkLua } };
}

const buildTypeScript: BuildChisels = async (sources) => {
  // Loaded on use: listing and describing chisels needs no compiler.
  const typescript = await import('@chisel/typescript');
  const isolate = await import('@chisel/isolate');
  atExit((code) => {
    if (isolate.hasStuckGuests()) isolate.exitDespiteStuckGuests(code);
  });
  return typescript.buildChisels(sources);
};

/** Nothing is made of Lua; a script that can't even be loaded is refused. */
const checkLua: BuildChisels = async (sources) => {
  const { checkScript } = await import('./run/lua/check-script.ts');
  return Promise.all(
    sources.map(async ({ files, manifest }) =>
      checkScript(files, manifest).then(
        () => new Map<string, string>(),
        (error: unknown) => error as Error,
      ),
    ),
  );
};

function checkProgram(manifest: Manifest): { fields: SeenField[] } {
  const table = new EventTable('classic');
  const fields = new FieldTable(table);
  const context = { table, text: defaultTextOptions };
  for (const row of [undefined, ...(manifest.narrow ?? [])]) {
    const filter = bothFilters(manifest.filter ?? '', row?.filter);
    if (filter !== '') compileFilter(filter, fields, context);
  }
  return {
    fields: manifest.fields.map((name) => {
      const { field, argument } = fields.resolve(name, 'display');
      const { type } = field.bind(context, argument);
      const payload = isPayloadField(name);
      return { name, type, description: field.description, payload };
    }),
  };
}
