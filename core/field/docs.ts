import { isEnter, type EventTable, type EventType, type ParamType } from '../event/event-table.ts';
import type { FieldTable } from './field-table.ts';
import type { Field } from './field.ts';
import { listedEvents, typeName } from './list-events.ts';

const GENERATED = '<!-- Made from the tables by core/field/generate-docs.ts: change those. -->';

/** The reference page of all fields, in Markdown. */
export function fieldsPage(table: FieldTable): string {
  const classes = table.classes.filter(({ hidden }) => !hidden);
  const contents = classes.map(({ title }) => `- [${title}](#${anchor(title)})`);
  const sections = classes.map(({ id, title, description }) => {
    const fields = table.all.filter((field) => field.class === id && !field.hidden);
    return `## ${title}\n\n${description}\n\n${fieldRows(fields)}`;
  });
  return `${GENERATED}

# Fields

Fields are what filters compare and lines print: \`proc.name = nginx\`, \`-p '%proc.name %fd.name'\`.
A field that has no value on an event makes every comparison false, and prints as \`<NA>\`.
Some fields take an argument, as in \`evt.arg.name\` or \`proc.aname[2]\`.

In the last column, **filter** marks fields that only filters know, **print** those that only lines
know, and **new** those that sysdig 0.29.3 does not have.

${contents.join('\n')}

${sections.join('\n\n')}
`;
}

function anchor(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
}

function fieldRows(fields: readonly Field[]): string {
  const rows = fields.map((field) => {
    const form = field.argumentKind?.split(' or ').map(code).join(' or ') ?? code(field.name);
    const name = field.argument === 'optional' ? `${code(field.name)}, ${form}` : form;
    return `| ${name} | ${field.listedType} | ${escapeCell(field.description)} | ${marks(field)} |`;
  });
  return ['| Field | Type | What it is | |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function marks({ filterOnly, displayOnly, classic }: Field): string {
  return [filterOnly && 'filter', displayOnly && 'print', !classic && 'new']
    .filter((mark) => mark !== false && mark !== undefined)
    .join(', ');
}

function code(text: string): string {
  return `\`${text}\``;
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('*', '\\*').replaceAll('<', '\\<');
}

/** The reference page of all events with their params, in Markdown. */
export function eventsPage(classic: EventTable, newest: EventTable): string {
  const known = listedEvents(classic);
  const names = new Set(known.map(({ id }) => id));
  const newer = listedEvents(newest).filter(({ id }) => !names.has(id));
  return `${GENERATED}

# Events

A system call makes two events: \`>\` when it begins, with its arguments, and \`<\` when it returns, with
its result. Arguments are at hand as \`evt.arg.NAME\` and, plain, as \`evt.rawarg.NAME\`. Numbers are
those in capture files; older forms of an event, which have numbers of their own, are not listed.

## Events of sysdig 0.29.3

${eventRows(known)}

## Later events

They are shown with \`--edition newest\`.

${eventRows(newer)}
`;
}

function eventRows(types: readonly EventType[]): string {
  const rows = types.map(
    ({ id, name, category, params }) =>
      `| ${id} | ${isEnter(id) ? '`>`' : '`<`'} | ${code(name)} | ${category} | ${paramList(params)} |`,
  );
  return [
    '| Number | | Event | Category | Arguments |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

function paramList(params: readonly ParamType[]): string {
  return params.map(({ name, type }) => `${code(name)} ${typeName(type)}`).join(', ');
}
