import { writeFileSync } from 'node:fs';
import { luaApiTypes, luaFieldTypes } from './lua-types.ts';
import { errorsPage, optionsPage } from './pages.ts';

const folder = new URL('../../../docs/reference/', import.meta.url);

writeFileSync(new URL('errors.md', folder), errorsPage());
writeFileSync(new URL('options.md', folder), optionsPage());

const luaTypes = new URL('../templates/lua-types/', import.meta.url);

writeFileSync(new URL('api.lua', luaTypes), luaApiTypes());
writeFileSync(new URL('fields.lua', luaTypes), luaFieldTypes());
