import { mkdirSync, writeFileSync } from 'node:fs';
import { EventTable } from '../event/event-table.ts';
import { eventsPage, fieldsPage } from './docs.ts';
import { FieldTable } from './field-table.ts';

const folder = new URL('../../docs/reference/', import.meta.url);
const classic = new EventTable('classic');

mkdirSync(folder, { recursive: true });
writeFileSync(new URL('fields.md', folder), fieldsPage(new FieldTable(classic)));
writeFileSync(new URL('events.md', folder), eventsPage(classic, new EventTable('newest')));
