import { writeFileSync } from 'node:fs';
import { errorsPage, optionsPage } from './pages.ts';

const folder = new URL('../../../docs/reference/', import.meta.url);

writeFileSync(new URL('errors.md', folder), errorsPage());
writeFileSync(new URL('options.md', folder), optionsPage());
