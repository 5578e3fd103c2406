import { EventTable } from '@chisel/core/event/event-table.ts';
import type { CompiledFilter } from '@chisel/core/filter/compile-filter.ts';
import { Match } from '@chisel/core/filter/match-types.ts';
import { createBus } from '@chisel/core/hooks.ts';
import { runPipeline } from '@chisel/core/pipeline.ts';
import { missingWord } from '../command-line/errors.ts';
import type { CommandLine } from '../command-line/parse-command-line.ts';
import { settingsOf } from '../command-line/settings.ts';
import { countParts, type CountedPart } from '../explain/count-parts.ts';
import { explainText } from '../explain/explain-text.ts';
import { print } from '../print.ts';
import { closeable } from '../run/closeable.ts';
import { Language } from '../run/language.ts';
import { reportSkipped } from '../run/reports.ts';
import { scapPlugin } from '../run/scap-plugin.ts';

/** `chisel explain FILTER [-r FILE …]`: how a filter is understood; on captures, what each part rejects. */
export async function explain(line: CommandLine): Promise<number> {
  const text = line.words.join(' ');
  if (text.trim() === '') throw missingWord({ command: 'explain', usage: 'explain FILTER' });
  const settings = settingsOf(line);
  const files = line.values.get('read') ?? [];
  const table = new EventTable(settings.edition);
  const filter = new Language(table, settings).compileFilter(text);
  const parts = countParts(filter.checked);
  const { signal, release } = closeable();
  try {
    for (const file of files) await countFile(file, table, filter, parts, signal);
  } finally {
    release();
  }
  print(explainText(filter, table, parts, files.length > 0));
  return 0;
}

/** Every type is tested, also those that the type alone decides about: they are counted too. */
async function countFile(
  file: string,
  table: EventTable,
  filter: CompiledFilter,
  parts: CountedPart,
  signal: AbortSignal,
): Promise<void> {
  const { hooks } = createBus().use(scapPlugin);
  const source = await hooks.openSource.promise({ file, table });
  const open = (matches: Uint8Array): Uint8Array => matches.map(() => Match.MAYBE);
  await runPipeline({
    hooks,
    source,
    table,
    signal,
    consumers: [],
    countPassed: true,
    filter: {
      ...filter,
      types: open(filter.types),
      succeeded: open(filter.succeeded),
      syscalls: open(filter.syscalls),
      fdGate: undefined,
      test: parts.test,
    },
  });
  reportSkipped(source);
}
