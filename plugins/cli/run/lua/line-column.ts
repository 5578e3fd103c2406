import type { NamedField } from '@chisel/core/batch/batch-layout.ts';
import { ByteWriter } from '@chisel/core/bytes/byte-writer.ts';
import type { Event } from '@chisel/core/state/event.ts';
import { LINE } from '@chisel/lua';
import { compileFormat, compileJsonFormat, defaultFormat, type LineFormat } from '@chisel/text';
import type { Language } from '../language.ts';

/** The lines of a script's event formatter as a column; only the runtime reads it. */
export function lineColumn(language: Language, format: string): NamedField {
  const { needs, write } = compileScriptFormat(language, format);
  const { field } = language.bind('evt.args');
  const out = new ByteWriter();
  const bound = {
    field,
    type: 'bytes' as const,
    format: '',
    needs,
    extract: (event: Event) => lineOf(write, event, out),
  };
  return { name: LINE, kind: 'plain', bound };
}

/** Compiles a format as scripts have it: "" and "default" are the usual lines. */
export function compileScriptFormat(language: Language, format: string): LineFormat {
  const text = format === '' || format === 'default' ? defaultFormat('plain', false) : format;
  const compile = language.context.text.json ? compileJsonFormat : compileFormat;
  return compile(text, language.context, language.fields);
}

/** The line of an event as a byte string; undefined when it has none. */
export function lineOf(
  write: LineFormat['write'],
  event: Event,
  out: ByteWriter,
): string | undefined {
  out.length = 0;
  return write(event, out) ? out.text() : undefined;
}
