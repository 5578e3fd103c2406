import type { FieldClass } from './field-classes.ts';
import type { FieldTable } from './field-table.ts';
import type { Field } from './field.ts';

const NAME_WIDTH = 30;
const TEXT_WIDTH = 90;
const RULE = '-'.repeat(31);

/** The list of fields that `-l` prints, with their types for `-lv`. */
export function listFields(table: FieldTable, options: { types: boolean }): string {
  return shownClasses(table)
    .map((fieldClass) => classText(fieldClass, table.listed(fieldClass.id), options.types))
    .join('\n')
    .concat('\n');
}

/** The list of fields as Markdown tables. */
export function listFieldsMarkdown(table: FieldTable): string {
  return shownClasses(table)
    .map((fieldClass) => classMarkdown(fieldClass, table))
    .join('');
}

function shownClasses(table: FieldTable): FieldClass[] {
  return table.classes.filter(({ hidden }) => !hidden);
}

function classText(
  { title, description }: FieldClass,
  fields: readonly Field[],
  types: boolean,
): string {
  const head = [
    RULE,
    `${'Field Class:'.padEnd(NAME_WIDTH)}${title}`,
    entry('Description:', description),
  ];
  const rows = fields.map((field) => {
    const mark = field.filterOnly ? '(FILTER ONLY) ' : '';
    const type = types ? `(Type: ${field.listedType}) ` : '';
    return entry(field.name, `${type}${mark}${field.description}`);
  });
  return `${[...head, '', ...rows].join('\n')}\n`;
}

/** A name and what is said of it, in lines of limited length. */
function entry(name: string, text: string): string {
  const start =
    name.length > NAME_WIDTH ? `${name}\n${' '.repeat(NAME_WIDTH)}` : name.padEnd(NAME_WIDTH);
  return start + wrap(text).join(`\n${' '.repeat(NAME_WIDTH)}`);
}

/** Every line ends in a blank. */
function wrap(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line.length + word.length + 1 > TEXT_WIDTH && line !== '') {
      lines.push(line);
      line = '';
    }
    line += `${word} `;
  }
  lines.push(line);
  return lines;
}

function classMarkdown({ id, title, description }: FieldClass, table: FieldTable): string {
  const rows = table
    .listed(id)
    .map(({ name, listedType, description: text }) => `\`${name}\` | ${listedType} | ${text}\n`);
  const head = `\n## Field Class: ${title.replace(/ \(.*/, '')}\n\n${description}\n\n`;
  return `${head}Name | Type | Description\n:----|:-----|:-----------\n${rows.join('')}`;
}
